/**
 * Loaded into the process under proof, beside the bundle as it is: collects garbage, writes down what lives, and plants
 * the leaks that show that the search can see. Everything that it writes goes to one folder, which is not searched.
 */

import diagnostics from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import v8 from 'node:v8';
import { plant } from './plant.mjs';

/** No amount of the proof is smaller, in any unit. */
const LEAST_AMOUNT = 1_000_000;
const NUMERIC_VIEWS = [Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array];
/** Between two buffers, so that the end of one and the beginning of the next are no find. */
const GAP = Buffer.alloc(64);
const MOST_TRIES = 4_000;

let underWay = 0;
diagnostics.subscribe('http.server.request.start', ({ response }) => {
  underWay += 1;
  response.once('close', () => {
    underWay -= 1;
  });
});

/** What is being answered lives rightly: a webhook may come at any time. */
async function untilNothingIsUnderWay() {
  for (let tries = 0; underWay > 0; tries++) {
    if (tries > MOST_TRIES) throw new Error(`${underWay} requests are not answered`);
    await wait(5);
  }
}

async function collect() {
  // The first finds what is dead, the next what only finalizers and weak cells held.
  for (let round = 0; round < 3; round++) {
    globalThis.gc();
    await wait(20);
  }
}

/** A heap snapshot names texts and the fields of objects; what stands in arrays, maps and buffers it leaves out. */
function writeLive(folder) {
  v8.writeHeapSnapshot(path.join(folder, 'live.heapsnapshot'), {
    exposeInternals: true,
    exposeNumericValues: true,
  });
  const numbers = new Set();
  const buffers = new Set();
  const note = (value) => {
    if (typeof value !== 'number' && typeof value !== 'bigint') return;
    const number = Math.abs(Number(value));
    if (number >= LEAST_AMOUNT && number < Number.MAX_SAFE_INTEGER) numbers.add(number);
  };
  const live = liveObjects();
  for (const array of live.arrays) array.forEach(note);
  for (const map of live.maps) {
    for (const [key, value] of map) {
      note(key);
      note(value);
    }
  }
  for (const set of live.sets) for (const value of set) note(value);
  for (const view of live.views) {
    buffers.add(view.buffer);
    if (NUMERIC_VIEWS.some((kind) => view instanceof kind)) for (const value of view) note(value);
  }
  for (const buffer of [...live.buffers, ...live.sharedBuffers]) buffers.add(buffer);
  writeFileSync(path.join(folder, 'live.json'), JSON.stringify([...numbers]));
  const bytes = [...buffers].flatMap((buffer) => [new Uint8Array(buffer), GAP]);
  writeFileSync(path.join(folder, 'live.bytes'), Buffer.concat(bytes));
}

/** All that live of each kind, as V8's debugger lists them. */
function liveObjects() {
  const session = new Session();
  session.connect();
  const send = (method, parameters) => {
    let answer;
    session.post(method, parameters, (error, result) => {
      if (error) throw new Error(`${method}: ${error.message}`);
      answer = result;
    });
    return answer;
  };
  const listed = {};
  globalThis.keepLiveObjects = (kind, objects) => {
    listed[kind] = objects;
  };
  const prototypes = {
    arrays: 'Array.prototype',
    maps: 'Map.prototype',
    sets: 'Set.prototype',
    views: 'Object.getPrototypeOf(Uint8Array.prototype)',
    buffers: 'ArrayBuffer.prototype',
    sharedBuffers: 'SharedArrayBuffer.prototype',
  };
  for (const [kind, expression] of Object.entries(prototypes)) {
    const { result } = send('Runtime.evaluate', { expression });
    const { objects } = send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
    send('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: `function () { keepLiveObjects('${kind}', this); }`,
    });
  }
  session.disconnect();
  delete globalThis.keepLiveObjects;
  // A prototype is listed as one of its own.
  const isOne = (object) => !Object.values(listed).includes(object) && !isPrototype(object);
  return Object.fromEntries(Object.entries(listed).map(([kind, objects]) => [kind, objects.filter(isOne)]));
}

function isPrototype(object) {
  return Object.hasOwn(object, 'constructor');
}

const orders = {
  collect,
  async held() {
    await collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
  async live({ folder }) {
    await untilNothingIsUnderWay();
    writeLive(folder);
  },
  plant,
};

process.on('message', async ({ id, order, ...details }) => {
  try {
    process.send({ id, value: await orders[order](details) });
  } catch (error) {
    process.send({ id, error: String(error?.stack ?? error) });
  }
});
process.channel.unref();
