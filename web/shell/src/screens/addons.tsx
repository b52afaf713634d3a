import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, formatTime, messages, useWhole } from '@dure/sdk';
import { Button, DataTable, Empty, Facts, FileButton, Modal, Note, Page, Panel, Progress, Tag, confirm, notify, reason } from '@dure/ui-kit';
import { follow, type Operation } from '../operation';

const useT = messages({
  title: ['애드온', 'Add-ons'],
  about: ['서버를 멈추지 않고 설치하고 올리고 내립니다.', 'Installed, upgraded and removed while everyone works.'],
  upload: ['jar 올리기', 'Upload a jar'],
  inspecting: ['살펴보는 중입니다…', 'Inspecting …'],
  found: ['설치하면 이렇게 됩니다', 'What installing would do'],
  ok: ['문제가 없습니다. 설치할 수 있습니다.', 'Nothing speaks against installing it.'],
  bad: ['이대로는 설치할 수 없습니다.', 'It cannot be installed like this.'],
  install: ['설치', 'Install'],
  installing: ['설치하는 중', 'Installing'],
  installed: ['설치했습니다.', 'Installed.'],
  name: ['이름', 'Name'],
  version: ['버전', 'Version'],
  state: ['상태', 'State'],
  when: ['설치한 때', 'Installed'],
  action: ['하는 일', 'Action'],
  installs: ['설치하는 번들', 'Bundles'],
  refreshed: ['다시 시작하는 번들', 'Restarted bundles'],
  migrations: ['데이터베이스 변경', 'Migrations'],
  problems: ['문제', 'Problems'],
  none: ['설치된 애드온이 없습니다', 'No add-on is installed'],
  noneAbout: ['애드온의 jar 파일을 올리면 먼저 무엇이 달라지는지 보여 드립니다.', 'Upload an add-on’s jar, and you first see what it would change.'],
  remove: ['내리기', 'Remove'],
  removeAsk: ['{name}을(를) 내릴까요?', 'Remove {name}?'],
  removeAbout: ['모든 고객사에서 바로 쓸 수 없게 됩니다. 자료는 남습니다.', 'It stops for all tenants at once. Its data is kept.'],
  no: ['취소', 'Cancel'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
});

interface Addon { id: string; name: string; version: string; state: string; reason: string | null; installedAt: string }
interface Inspection { id: string; symbolicName: string; version: string; action: string; installs: string[]; refreshed: string[]; migrations: string[]; ok: boolean; problems: string[] }

const jar = (file: File) => ({ method: 'POST', body: file, headers: { 'Content-Type': 'application/java-archive' } });

export default function Addons() {
  const t = useT();
  const queries = useQueryClient();
  const list = useWhole<Addon>('/api/operator/addons');
  const [file, setFile] = useState<File | null>(null);
  const [seen, setSeen] = useState<Inspection | null>(null);
  const [work, setWork] = useState<Operation | null>(null);
  const close = () => {
    setFile(null);
    setSeen(null);
    setWork(null);
  };
  const inspect = async (chosen: File | null) => {
    if (!chosen) return;
    setFile(chosen);
    try {
      setSeen(await api<Inspection>('/api/operator/addons/inspect', jar(chosen)));
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
      close();
    }
  };
  const install = async () => {
    try {
      const end = await follow(await api<Operation>('/api/operator/addons', jar(file!)), setWork);
      notify(/FAILED/i.test(end.state) ? end.message ?? t('failed') : t('installed'), /FAILED/i.test(end.state) ? 'bad' : 'good');
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    close();
    await queries.invalidateQueries();
  };
  const remove = async (addon: Addon) => {
    if (!await confirm({ title: t('removeAsk', { name: addon.name }), text: t('removeAbout'), yes: t('remove'), no: t('no'), danger: true })) return;
    try {
      await api(`/api/operator/addons/${addon.id}`, { method: 'DELETE' });
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    await queries.invalidateQueries();
  };
  return (
    <Page title={t('title')} about={t('about')} actions={<FileButton accept=".jar" onChange={(chosen) => void inspect(chosen)}>{(props) => <Button {...props}>{t('upload')}</Button>}</FileButton>}>
      <DataTable label={t('title')} list={list} id={(row) => row.id} empty={<Panel><Empty title={t('none')} icon="puzzle">{t('noneAbout')}</Empty></Panel>} columns={[
        { key: 'name', title: t('name'), value: (row) => row.name, render: (row) => <b>{row.name}</b> },
        { key: 'version', title: t('version'), value: (row) => row.version, render: (row) => row.version },
        { key: 'state', title: t('state'), value: (row) => row.state, render: (row) => <span title={row.reason ?? undefined}><Tag tone={/ACTIVE|STARTED|RUNNING|INSTALLED/.test(row.state) ? 'good' : 'bad'}>{row.state}</Tag></span> },
        { key: 'when', title: t('when'), value: (row) => row.installedAt, render: (row) => formatTime(row.installedAt) },
        { key: 'do', title: t('remove'), render: (row) => <Button size="compact-xs" variant="default" aria-label={`${t('remove')}: ${row.name}`} onClick={() => void remove(row)}>{t('remove')}</Button> },
      ]} />
      <Modal opened={!!file} onClose={close} title={seen ? t('found') : file?.name} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
        {!seen ? <p role="status">{t('inspecting')}</p> : work ? (
          <div role="status"><p>{t('installing')} · {work.message}</p><Progress value={work.progress} aria-label={t('installing')} /></div>
        ) : (
          <div className="d-form">
            <Note tone={seen.ok ? 'good' : 'bad'}>{seen.ok ? t('ok') : t('bad')}</Note>
            <Facts of={[[t('name'), seen.symbolicName], [t('version'), seen.version], [t('action'), seen.action], [t('installs'), seen.installs.join(', ') || '–'],
              [t('refreshed'), seen.refreshed.join(', ') || '–'], [t('migrations'), seen.migrations.join(', ') || '–'],
              ...(seen.problems.length ? [[t('problems'), seen.problems.join(' ')] as [string, string]] : [])]} />
            <Button size="sm" disabled={!seen.ok} onClick={() => void install()}>{t('install')}</Button>
          </div>
        )}
      </Modal>
    </Page>
  );
}
