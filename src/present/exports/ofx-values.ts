/** The notation of OFX 2: XML elements without attributes, and dates of its own form. */

import type { Day } from '../../bank/model.ts';
import { plainText } from './plain-text.ts';

/** An element of text; `longest` is the length its type allows, as OFX gives it. */
export function element(name: string, text: string, longest?: number): string {
  return `<${name}>${escaped(plainText(text, longest))}</${name}>\n`;
}

/** An aggregate: elements within one. */
export function group(name: string, elements: string): string {
  return `<${name}>\n${elements}</${name}>\n`;
}

/** The status of an answer that lacks nothing. */
export function succeeded(): string {
  return group('STATUS', element('CODE', '0') + element('SEVERITY', 'INFO'));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An instant, as `20251103140500[0:GMT]`. */
export function ofxInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/\D/g, '')}[0:GMT]`;
}

/** A day is its noon, since a bare date means midnight in Greenwich, which in America is the day before. */
export function ofxDay(day: Day): string {
  return `${day.replaceAll('-', '')}120000[0:GMT]`;
}
