import { useEffect, useRef, useState } from 'react';
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?worker&url';
import { ActionIcon, Button } from '@mantine/core';
import { messages } from '@dure/sdk';
import { Failure, Icon, Loading } from './parts';

GlobalWorkerOptions.workerSrc = workerUrl;

const useT = messages({
  page: ['{n} / {of}쪽', 'Page {n} of {of}'],
  back: ['앞쪽', 'Previous page'],
  next: ['다음 쪽', 'Next page'],
  in: ['크게', 'Zoom in'],
  out: ['작게', 'Zoom out'],
  download: ['내려받기', 'Download'],
});

async function fetched(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal, credentials: 'same-origin' });
  if (!response.ok) throw new Error(response.statusText);
  return new Uint8Array(await response.arrayBuffer());
}

export default function PdfPages({ of, label }: { of: string | Uint8Array; label: string }) {
  const t = useT();
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [number, setNumber] = useState(1);
  const [zoom, setZoom] = useState(1);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    const abort = new AbortController();
    setError(null);
    void (async () => {
      const bytes = typeof of === 'string' ? await fetched(of, abort.signal) : of.slice(); // the reader takes what it gets
      const opened = await getDocument({ data: bytes, isEvalSupported: false, enableXfa: false, useWasm: false, disableFontFace: false }).promise;
      if (abort.signal.aborted) void opened.loadingTask.destroy();
      else setPdf(opened);
    })().catch((problem: unknown) => { if (!abort.signal.aborted) setError(problem); });
    return () => abort.abort();
  }, [of, attempt]);
  useEffect(() => () => void pdf?.loadingTask.destroy(), [pdf]);
  useEffect(() => {
    if (!pdf) return;
    let gone = false;
    let stop = () => {};
    void (async () => {
      const page = await pdf.getPage(number);
      if (gone) return;
      const sharp = Math.min(2, devicePixelRatio || 1);
      const viewport = page.getViewport({ scale: zoom * 1.25 * sharp });
      const target = canvas.current!;
      target.width = viewport.width;
      target.height = viewport.height;
      target.style.width = `${viewport.width / sharp}px`;
      const task = page.render({ canvas: target, viewport });
      stop = () => task.cancel();
      await task.promise;
      const content = await page.getTextContent();
      if (!gone) setText(content.items.map((item) => ('str' in item ? item.str : '')).join(' '));
    })().catch(() => {});
    return () => {
      gone = true;
      stop();
    };
  }, [pdf, number, zoom]);
  if (error) return <Failure error={error} retry={() => setAttempt(attempt + 1)} />;
  if (!pdf) return <Loading />;
  const tool = (name: string, icon: 'chevronUp' | 'chevronDown' | 'plus' | 'minus', run: () => void, disabled: boolean) => (
    <ActionIcon variant="default" size={30} aria-label={name} title={name} disabled={disabled} onClick={run}><Icon name={icon} size={16} /></ActionIcon>
  );
  return (
    <div className="d-pdf" role="region" aria-label={label}>
      <div className="d-table-bar">
        <span className="d-actions">
          {tool(t('back'), 'chevronUp', () => setNumber(number - 1), number <= 1)}
          {tool(t('next'), 'chevronDown', () => setNumber(number + 1), number >= pdf.numPages)}
          <span className="d-quiet" aria-live="polite">{t('page', { n: number, of: pdf.numPages })}</span>
        </span>
        <span className="d-actions">
          {tool(t('out'), 'minus', () => setZoom(zoom / 1.25), zoom < 0.5)}
          {tool(t('in'), 'plus', () => setZoom(zoom * 1.25), zoom > 3)}
          {typeof of === 'string' && <Button variant="default" component="a" href={of} download>{t('download')}</Button>}
        </span>
      </div>
      <div className="d-pdf-page" tabIndex={0} role="group" aria-label={t('page', { n: number, of: pdf.numPages })}><canvas ref={canvas} aria-hidden="true" /><p className="d-sr">{text}</p></div>
    </div>
  );
}
