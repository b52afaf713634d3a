import { Suspense, lazy, useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { api, messages, onExpired, setCsrf, setMe, useMe, ProblemError, type Me } from '@dure/sdk';
import { Failure, Loading, Modal } from '@dure/ui-kit';
import { Frame } from './frame';
import { Login, LoginForm } from './login';
import { place } from './place';

const Pricing = lazy(() => import('./screens/pricing'));
const SignUp = lazy(() => import('./screens/signup'));
const Quotation = lazy(() => import('./screens/quotation'));
const KitPage = lazy(() => import('./screens/kit'));

const useT = messages({
  again: ['다시 로그인', 'Log in again'],
  kept: ['오래 쉬어 로그인이 끝났습니다. 적던 내용은 그대로 있습니다.', 'You were away for long and were logged out. What you typed is still here.'],
});

/** Takes over who is logged in. */
export const take = (me: Me): void => {
  setCsrf(me.csrfToken);
  setMe(me);
};

declare global {
  /** The page asks who is logged in while its scripts are still on their way. */
  var dureMe: Promise<Response> | undefined;
}

export const fetchMe = async (begun?: Promise<Response>): Promise<void> => take(await api<Me>('/api/auth/me', { begun }));

/** The answer to the page's own question, once. */
let first = globalThis.dureMe ? fetchMe(globalThis.dureMe) : null;

/** So long the page stays empty rather than show that it waits. */
const SOON = 300;

/** Resolves when it is known who is logged in, or when that takes too long. */
export const begun = (): Promise<void> => Promise.race([
  Promise.resolve(first).then(() => {}, () => {}),
  new Promise<void>((resolve) => { setTimeout(resolve, SOON); }),
]);

export function App() {
  const { pathname } = useLocation();
  if (pathname === '/pricing') return <Suspense fallback={<Loading />}><Pricing /></Suspense>;
  if (pathname === '/signup') return <Suspense fallback={<Loading />}><SignUp /></Suspense>;
  if (pathname === '/quotation' && place.operator) return <Suspense fallback={<Loading />}><Quotation /></Suspense>;
  if (pathname === '/dev/kit') return <Suspense fallback={<Loading />}><KitPage /></Suspense>;
  return <Inside />;
}

function Inside() {
  const me = useMe();
  const [state, setState] = useState<'asking' | 'out' | 'in' | 'failed'>(me ? 'in' : 'asking');
  const [error, setError] = useState<unknown>(null);
  const ask = useCallback(() => {
    const asked = first ?? fetchMe();
    first = null;
    asked.then(() => setState('in'), (problem: unknown) => {
      setError(problem);
      setState(problem instanceof ProblemError && problem.status === 401 ? 'out' : 'failed');
    });
  }, []);
  useEffect(ask, [ask]);
  if (state === 'asking') return <Loading />;
  if (state === 'failed') return <Failure error={error} retry={ask} />;
  if (state === 'out' || !me || me.pending !== 'NONE') {
    return <Login me={state === 'out' ? null : me} onDone={() => { void fetchMe().then(() => setState('in')); }} />;
  }
  return <><Frame /><Renewal /></>;
}

/** Stands over the screen and its dialogs when the session has ended, so that nothing typed is lost. */
function Renewal() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    onExpired(() => new Promise((resolve) => {
      waiting.current.push(resolve);
      setOpen(true);
    }));
    return () => onExpired(null);
  }, []);
  const done = async () => {
    await fetchMe();
    setOpen(false);
    waiting.current.splice(0).forEach((resolve) => resolve());
  };
  return (
    <Modal opened={open} onClose={() => {}} zIndex={400} withCloseButton={false} closeOnEscape={false} title={t('again')}>
      <p style={{ marginTop: 0 }}>{t('kept')}</p>
      <LoginForm onDone={() => void done()} />
    </Modal>
  );
}
