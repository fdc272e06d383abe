import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { forgetLastMatchAtEnd } from '../../src/web/memory.ts';

it('is nothing of the answer once that has ended', async () => {
  const seen: string[] = [];
  const app = express().use(forgetLastMatchAtEnd, (_req, res) => {
    res.once('close', () => seen.push(RegExp.input, RegExp.lastMatch, RegExp.leftContext));
    res.once('finish', () => seen.push('Bread & Butter'.replace(/&/g, 'and'), RegExp.input));
    res.end();
  });
  await request(app).get('/');
  await expect.poll(() => seen).toEqual(['Bread and Butter', 'Bread & Butter', '', '', '']);
});
