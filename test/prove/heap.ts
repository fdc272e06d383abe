/** Searches a heap snapshot of V8's, and says by what each find is kept. */

import { readFileSync } from 'node:fs';
import type { Canaries, CanaryKind, Find } from './canaries.ts';

export interface HeapFind {
  readonly kind: CanaryKind;
  readonly text: string;
  /** The names of the objects from a root down to the find. */
  readonly keptBy: string;
}

export interface HeapSearch {
  /** How many texts and numbers were looked at. */
  readonly values: number;
  readonly finds: readonly HeapFind[];
}

/** The format of v8.writeHeapSnapshot: numbers in rows, whose columns `meta` names. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

const TEXT_TYPES = ['string', 'concatenated string', 'sliced string'];
const NUMBER = /^-?\d{1,12}(\.\d{1,8})?$/;
const MAX_PATH = 16;

/** Every text and number in a snapshot's file with a canary in it. */
export function searchHeap(file: string, canaries: Canaries): HeapSearch {
  const snapshot = readSnapshot(file);
  const found = new Map<number, Omit<HeapFind, 'keptBy'>>();
  const seen = new Map<string, Find | undefined>();
  let values = 0;
  for (const [node, text] of textsOf(snapshot)) {
    values += 1;
    if (!seen.has(text)) seen.set(text, findIn(text, canaries));
    const find = seen.get(text);
    if (find) found.set(node, find);
  }
  const parents = found.size > 0 ? parentsOf(snapshot) : new Int32Array();
  const finds = [...found].map(([node, find]) => ({ ...find, keptBy: pathTo(node, parents, snapshot) }));
  return { values, finds };
}

/** Every number in a snapshot's file. */
export function numbersInHeap(file: string): number[] {
  const texts = [...textsOf(readSnapshot(file))].map(([, text]) => text);
  return texts.filter((text) => NUMBER.test(text)).map(Number);
}

function readSnapshot(file: string): Snapshot {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Each node that is a text or a number, by its place. */
function* textsOf({ snapshot: { meta }, nodes, strings }: Snapshot): Generator<[node: number, text: string]> {
  const { node_fields: fields, node_types: types } = meta;
  for (let node = 0; node < nodes.length; node += fields.length) {
    const type = types[0][nodes[node] ?? 0] ?? '';
    if (TEXT_TYPES.includes(type)) yield [node, strings[nodes[node + 1] ?? 0] ?? ''];
  }
}

/** A number is a node of its own without a name; its value is the text of a node below it, as V8 prints doubles. */
function findIn(text: string, canaries: Canaries): Find | undefined {
  if (NUMBER.test(text) && canaries.isAmount(Number(text))) {
    return { kind: 'amount', text: `the number ${text}` };
  }
  return canaries.findIn(text)[0];
}

/** For each node its parent on a breadth-first walk from the root; -1 where the walk does not come. */
function parentsOf({ snapshot: { meta }, nodes, edges }: Snapshot): Int32Array {
  const width = meta.node_fields.length;
  const edgeWidth = meta.edge_fields.length;
  const weak = meta.edge_types[0].indexOf('weak');
  const edgeCount = meta.node_fields.indexOf('edge_count');
  const firstEdge = new Int32Array(nodes.length / width + 1);
  for (let row = 0; row < nodes.length / width; row++) {
    firstEdge[row + 1] = (firstEdge[row] ?? 0) + (nodes[row * width + edgeCount] ?? 0) * edgeWidth;
  }
  const parents = new Int32Array(nodes.length / width).fill(-1);
  const queue = [0];
  for (let at = 0; at < queue.length; at++) {
    const row = queue[at] ?? 0;
    for (let edge = firstEdge[row] ?? 0; edge < (firstEdge[row + 1] ?? 0); edge += edgeWidth) {
      const target = (edges[edge + 2] ?? 0) / width;
      if (edges[edge] === weak || target === 0 || parents[target] !== -1) continue;
      parents[target] = row;
      queue.push(target);
    }
  }
  return parents;
}

function pathTo(node: number, parents: Int32Array, { snapshot: { meta }, nodes, strings }: Snapshot): string {
  const width = meta.node_fields.length;
  const names: string[] = [];
  for (let row = parents[node / width] ?? -1; row > 0 && names.length < MAX_PATH; row = parents[row] ?? -1) {
    names.unshift((strings[nodes[row * width + 1] ?? 0] ?? '').slice(0, 60));
  }
  return names.join(' → ');
}
