/** Admission: how much one address, and all of them together, may have under way. The rest waits its turn, or is refused. */

import { BusyError } from './errors.ts';

export interface AdmissionLimits {
  /** The limit of all addresses together. */
  readonly total: number;
  /** The limit of one address; 0 sets none, nor one of its waiting. */
  readonly perAddress: number;
  /** The limit of all files together: each lasts as long as its reader takes. */
  readonly files: number;
  /** How many of one address may wait. */
  readonly waiting: number;
  /** How many of all may wait. */
  readonly waitingInAll: number;
  /** After so long whoever waits is refused. */
  readonly waitMs: number;
}

/** What asks to be let in. */
export interface Entrant {
  readonly address: string;
  /** How much it is of what the limits count; what is larger than a limit counts as the limit. */
  readonly size: number;
  readonly isFile: boolean;
  /** Aborts when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

export interface Admission {
  /** Resolves when there is room, with what gives it back; rejects with a BusyError. */
  enter(entrant: Entrant): Promise<() => void>;
  /** Whether anybody waits for such a place, and not for their own address. Who waits for files waits for no page. */
  isWaitedFor(place: Pick<Entrant, 'isFile'>): boolean;
}

interface Waiting {
  readonly entrant: Entrant;
  readonly admit: () => void;
}

/** Nothing that is let in is ended here for what comes later. */
export function createAdmission(limits: AdmissionLimits): Admission {
  const { total, files, waitingInAll, waitMs } = limits;
  const mostWaiting = limits.perAddress === 0 ? waitingInAll : limits.waiting;
  const perAddress = limits.perAddress || Number.POSITIVE_INFINITY;
  const sizes = new Map<string, number>();
  const queue: Waiting[] = [];
  let underWay = 0;
  let inFiles = 0;

  const sizeOf = ({ address }: Entrant) => sizes.get(address) ?? 0;
  const weightOf = ({ size, isFile }: Entrant) => Math.min(size, perAddress, isFile ? files : total);
  const hasOwnRoom = (entrant: Entrant) => sizeOf(entrant) + weightOf(entrant) <= perAddress;
  /** Whether others have to wait for it, rather than pass it. */
  const isNext = (entrant: Entrant) =>
    hasOwnRoom(entrant) && (!entrant.isFile || inFiles + weightOf(entrant) <= files);
  const hasRoom = (entrant: Entrant) => isNext(entrant) && underWay + weightOf(entrant) <= total;

  function add(entrant: Entrant, weight: number): void {
    const size = sizeOf(entrant) + weight;
    if (size > 0) sizes.set(entrant.address, size);
    else sizes.delete(entrant.address);
    underWay += weight;
    if (entrant.isFile) inFiles += weight;
  }

  /** First come, first served, but for those whose own address has no room, and files while there are many: others pass them. */
  function admitNext(): void {
    for (let at = 0; at < queue.length; ) {
      const { entrant, admit } = queue[at] as Waiting;
      if (hasRoom(entrant)) {
        queue.splice(at, 1);
        admit();
      } else if (isNext(entrant)) return;
      else at += 1;
    }
  }

  function letIn(entrant: Entrant): () => void {
    let isIn = true;
    add(entrant, weightOf(entrant));
    return () => {
      if (!isIn) return;
      isIn = false;
      add(entrant, -weightOf(entrant));
      admitNext();
    };
  }

  return {
    isWaitedFor: ({ isFile }) =>
      queue.some(({ entrant }) => (isFile ? hasOwnRoom(entrant) : isNext(entrant))),

    async enter(entrant) {
      if (entrant.signal.aborted) throw new BusyError();
      if (queue.length === 0 && hasRoom(entrant)) return letIn(entrant);
      const ofAddress = queue.filter((other) => other.entrant.address === entrant.address).length;
      if (ofAddress >= mostWaiting || queue.length >= waitingInAll) throw new BusyError();
      return new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          entrant.signal.removeEventListener('abort', giveUp);
        };
        const turn: Waiting = {
          entrant,
          admit: () => {
            end();
            resolve(letIn(entrant));
          },
        };
        const giveUp = () => {
          end();
          queue.splice(queue.indexOf(turn), 1);
          admitNext();
          reject(new BusyError());
        };
        const timer = setTimeout(giveUp, waitMs);
        entrant.signal.addEventListener('abort', giveUp);
        queue.push(turn);
        admitNext();
      });
    },
  };
}
