import { Suspense, lazy } from 'react';
import { Loading } from './parts';

const Pages = lazy(() => import('./pdf-pages'));

/** Shows a PDF of this origin, or its bytes, page by page. The reader is loaded with the first; scripts inside a PDF never run. */
export function PdfView({ of, label }: { of: string | Uint8Array; label: string }) {
  return <Suspense fallback={<Loading />}><Pages key={typeof of === 'string' ? of : ''} of={of} label={label} /></Suspense>;
}
