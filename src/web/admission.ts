/** Admission: how much one address, and all of them together, may have under way. The rest waits its turn, or is refused. */

import { BusyError } from './errors.ts';

export interface AdmissionLimits {
  /** Of all addresses together. */
  readonly total: number;
  /** Of one address; 0 sets no limit, nor one of its waiting. */
  readonly perAddress: number;
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
  /** Aborts when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

export interface Admission {
  /** Resolves when there is room, with what gives it back; rejects with a BusyError. */
  enter(entrant: Entrant): Promise<() => void>;
}

interface Waiting {
  readonly entrant: Entrant;
  readonly admit: () => void;
}

/** What is let in is finished; nothing that is under way is ended for what comes later. */
export function createAdmission(limits: AdmissionLimits): Admission {
  const { total, waitingInAll, waitMs } = limits;
  const mostWaiting = limits.perAddress === 0 ? waitingInAll : limits.waiting;
  const perAddress = Math.min(limits.perAddress || total, total);
  const sizes = new Map<string, number>();
  const queue: Waiting[] = [];
  let underWay = 0;

  const sizeOf = ({ address }: Entrant) => sizes.get(address) ?? 0;
  const weightOf = ({ size }: Entrant) => Math.min(size, perAddress);

  function hasRoom(entrant: Entrant): boolean {
    return sizeOf(entrant) + weightOf(entrant) <= perAddress && underWay + weightOf(entrant) <= total;
  }

  function add(entrant: Entrant, weight: number): void {
    const size = sizeOf(entrant) + weight;
    if (size > 0) sizes.set(entrant.address, size);
    else sizes.delete(entrant.address);
    underWay += weight;
  }

  /** First come, first served, but for those whose own address has no room: others pass them. */
  function admitNext(): void {
    for (let at = 0; at < queue.length; ) {
      const { entrant, admit } = queue[at] as Waiting;
      if (hasRoom(entrant)) {
        queue.splice(at, 1);
        admit();
      } else if (sizeOf(entrant) + weightOf(entrant) > perAddress) at += 1;
      else return;
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
