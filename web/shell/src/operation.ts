import { api, onLive } from '@dure/sdk';

/** Long work as the server tells of it. */
export interface Operation {
  id: string;
  state: string;
  progress: number;
  message: string | null;
}

const RUNNING = /^(RUNNING|QUEUED|WAITING|STARTED|PENDING)$/i;

/** Follows long work to its end: the live stream tells at once, asking now and then helps where it is cut. */
export function follow(begun: Operation, tell: (now: Operation) => void): Promise<Operation> {
  return new Promise((done) => {
    let ended = false;
    const hear = (now: Operation) => {
      if (ended || now.id !== begun.id) return;
      tell(now);
      if (!RUNNING.test(now.state)) {
        ended = true;
        stop();
        clearInterval(poll);
        done(now);
      }
    };
    const stop = onLive('operation', (data) => hear(data as Operation));
    const poll = setInterval(() => void api<Operation>(`/api/operations/${begun.id}`).then(hear, () => {}), 1500);
    hear(begun);
  });
}
