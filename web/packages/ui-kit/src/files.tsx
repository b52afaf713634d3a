import { useRef, useState, type DragEvent } from 'react';
import { ActionIcon, Button, FileButton, Progress } from '@mantine/core';
import { ProblemError, formatNumber, messages, upload } from '@dure/sdk';
import { Icon, notify, reason } from './parts';

const useT = messages({
  add: ['파일 붙이기', 'Attach files'],
  drop: ['또는 여기에 끌어다 놓으세요', 'or drop them here'],
  remove: ['{name} 빼기', 'Remove {name}'],
  failed: ['{name}: {why}', '{name}: {why}'],
  offline: ['서버에 닿지 못했습니다', 'the server could not be reached'],
  sending: ['{name} 올리는 중', 'Sending {name}'],
  full: ['{name}: 저장 공간이 모자랍니다', '{name}: there is no room left'],
});

/** A file as `/api/files` describes it. */
export interface StoredFile { id: string; name: string; size: number; mediaType?: string }

export const formatSize = (bytes: number): string =>
  bytes < 1024 ? `${bytes} B` : bytes < 1 << 20 ? `${formatNumber(Math.round(bytes / 1024))} KB` : `${formatNumber(Math.round(bytes / 104857.6) / 10)} MB`;

const BADGES: Record<string, string> = { pdf: '#b3261e', xls: '#14713f', xlsx: '#14713f', csv: '#14713f', doc: '#1d5ac7', docx: '#1d5ac7', hwp: '#1464a5', hwpx: '#1464a5', ppt: '#a8430f', pptx: '#a8430f', zip: '#5c5470' };

/** What kind of file it is, as a small tile. */
export function FileBadge({ name }: { name: string }) {
  const end = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return <span className="d-filebadge" aria-hidden="true" style={{ background: BADGES[end] ?? '#47544f' }} data-end={end.toUpperCase() || '–'} />;
}

export const FileLink = ({ file }: { file: StoredFile }) => (
  <a className="d-file" href={`/api/files/${encodeURIComponent(file.id)}/content`} download={file.name}>
    <FileBadge name={file.name} /><span>{file.name}</span><small>{formatSize(file.size)}</small>
  </a>
);

interface Sending { key: number; name: string; part: number; stop: AbortController }

/**
 * Files that are being attached: chosen or dropped, sent at once with progress, taken out again.
 *
 * to: what goes into the query of `POST /api/files`; without it they are the sender's own until an app attaches them
 */
export function FilesField({ label, files, onChange, to }: {
  label: string; files: StoredFile[]; onChange: (change: (now: StoredFile[]) => StoredFile[]) => void; to?: Record<string, string>;
}) {
  const t = useT();
  const [sending, setSending] = useState<Sending[]>([]);
  const [over, setOver] = useState(false);
  const next = useRef(0);
  const send = (chosen: File[]) => chosen.forEach((file) => {
    const key = next.current++;
    const stop = new AbortController();
    setSending((now) => [...now, { key, name: file.name, part: 0, stop }]);
    upload<StoredFile>(`/api/files?${new URLSearchParams({ name: file.name, ...to })}`, file,
      (part) => setSending((now) => now.map((one) => (one.key === key ? { ...one, part } : one))), stop.signal)
      .then((stored) => onChange((now) => [...now, stored]))
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        const full = error instanceof ProblemError && error.status === 507;
        notify(full ? t('full', { name: file.name }) : t('failed', { name: file.name, why: reason(error, t('offline')) }), 'bad');
      })
      .finally(() => setSending((now) => now.filter((one) => one.key !== key)));
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send([...event.dataTransfer.files]);
  };
  return (
    <div className="d-files" role="group" aria-label={label} data-over={over || undefined} onDrop={drop}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}>
      {files.map((file) => (
        <div key={file.id} className="d-file"><FileBadge name={file.name} /><span>{file.name}</span><small>{formatSize(file.size)}</small>
          <ActionIcon variant="subtle" color="gray" size={26} aria-label={t('remove', { name: file.name })} onClick={() => onChange((now) => now.filter((one) => one.id !== file.id))}><Icon name="close" size={15} /></ActionIcon></div>
      ))}
      {sending.map((one) => (
        <div key={one.key} className="d-file"><FileBadge name={one.name} /><span>{one.name}<Progress value={one.part * 100} aria-label={t('sending', { name: one.name })} size="xs" mt={4} /></span>
          <ActionIcon variant="subtle" color="gray" size={26} aria-label={t('remove', { name: one.name })} onClick={() => one.stop.abort()}><Icon name="close" size={15} /></ActionIcon></div>
      ))}
      <div className="d-files-add">
        <FileButton multiple onChange={send}>{(props) => <Button {...props} variant="default" leftSection={<Icon name="upload" size={15} />}>{t('add')}</Button>}</FileButton>
        <span className="d-quiet">{t('drop')}</span>
      </div>
    </div>
  );
}
