/**
 * Loaded into the process under proof, beside the unchanged bundle: collects garbage, writes down what is reachable,
 * and plants the leaks that the search must find. All that it writes goes to one folder, which is not searched.
 */

import diagnostics from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { types } from 'node:util';
import v8 from 'node:v8';
import { constants, inflateRawSync, unzipSync } from 'node:zlib';
import { hearOrders } from '../support/orders.mjs';
import { plant } from './plant.mjs';

/** No amount of the proof is smaller, in any unit. */
const LEAST_AMOUNT = 1_000_000;
const NUMERIC_VIEWS = [Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array];
/** Between two buffers, so that nothing is found of the end of one and the beginning of the next. */
const GAP = Buffer.alloc(64);
/** Before what is packed, such as the expiry, the flags and the form of an unsealed book: six bytes. */
const MOST_BYTES_BEFORE = 16;
/** Of what is cut off, what there is. */
const INFLATING = { maxOutputLength: 64 * 1024 * 1024, finishFlush: constants.Z_SYNC_FLUSH };
/** How gzip begins (RFC 1952), and zlib as nearly everyone writes it (RFC 1950). */
const ZIPPED = [[0x1f, 0x8b], [0x78]];
/** The process is idle when it has been busy for less than this share of so long. */
const IDLE_SHARE = 0.2;
const IDLE_MS = 50;
const MOST_TRIES = 400;

let underWay = 0;
diagnostics.subscribe('http.server.request.start', ({ response }) => {
  underWay += 1;
  response.once('close', () => {
    underWay -= 1;
  });
});

/** While a request is answered, or cleared up after its reader has left, its data may be held. */
async function untilNothingIsUnderWay() {
  for (let tries = 0; ; tries++) {
    const before = performance.eventLoopUtilization();
    await wait(IDLE_MS);
    const { utilization } = performance.eventLoopUtilization(before);
    if (underWay === 0 && utilization < IDLE_SHARE) return;
    if (tries > MOST_TRIES) throw new Error(`it is never idle: ${underWay} requests are not answered`);
  }
}

async function collect() {
  // The first finds what is dead, the next what only finalizers and weak cells held.
  for (let round = 0; round < 3; round++) {
    globalThis.gc();
    await wait(20);
  }
}

/** A heap snapshot has no numbers of arrays and maps and no bytes of buffers, so these are written beside it. */
function writeLive(folder) {
  v8.writeHeapSnapshot(path.join(folder, 'live.heapsnapshot'), {
    exposeInternals: true,
    exposeNumericValues: true,
  });
  const numbers = new Set();
  const buffers = new Set();
  const unpacked = [];
  const note = (value) => {
    if (typeof value !== 'number' && typeof value !== 'bigint') return;
    const number = Math.abs(Number(value));
    if (number >= LEAST_AMOUNT && number < Number.MAX_SAFE_INTEGER) numbers.add(number);
  };
  for (const object of liveObjects()) {
    if (Array.isArray(object)) object.forEach(note);
    else if (types.isMap(object))
      Map.prototype.forEach.call(object, (value, key) => [key, value].forEach(note));
    else if (types.isSet(object)) Set.prototype.forEach.call(object, note);
    else if (types.isAnyArrayBuffer(object)) buffers.add(object);
    else if (ArrayBuffer.isView(object)) {
      buffers.add(object.buffer);
      if (NUMERIC_VIEWS.some((kind) => object instanceof kind)) object.forEach(note);
      if (object instanceof Uint8Array) unpacked.push(...inflated(object));
    }
  }
  writeFileSync(path.join(folder, 'live.json'), JSON.stringify([...numbers]));
  const bytes = [...[...buffers].map((buffer) => new Uint8Array(buffer)), ...unpacked];
  writeFileSync(path.join(folder, 'live.bytes'), Buffer.concat(bytes.flatMap((some) => [some, GAP])));
}

/** What these bytes are packed from, where they are: deflated, also in the form of gzip or zlib. */
function inflated(bytes) {
  const found = [];
  for (let before = 0; before <= MOST_BYTES_BEFORE && before < bytes.length; before++) {
    const packed = bytes.subarray(before);
    const isZipped = ZIPPED.some((start) => start.every((byte, at) => packed[at] === byte));
    for (const inflate of isZipped ? [inflateRawSync, unzipSync] : [inflateRawSync]) {
      try {
        found.push(inflate(packed, INFLATING));
      } catch (error) {
        // All other bytes are not packed so.
        if (error.code === 'ERR_BUFFER_TOO_LARGE') throw error;
      }
    }
  }
  return found;
}

/** All reachable objects, as V8's debugger lists them. */
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
  const { result } = send('Runtime.evaluate', { expression: 'Object.prototype' });
  const { objects } = send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
  let all = [];
  globalThis.takeLiveObjects = (list) => {
    all = list;
  };
  send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { takeLiveObjects(this); }',
  });
  session.disconnect();
  delete globalThis.takeLiveObjects;
  return all.filter((object) => !types.isProxy(object));
}

hearOrders({
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
});
// The app ends when it has nothing left to do, whether or not orders could come.
process.channel.unref();
