import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, formatTime, messages, useWhole } from '@dure/sdk';
import { Button, DataTable, Empty, Facts, FileButton, FormBox, Modal, Note, Page, Panel, Progress, Tag, TextInput, confirm, notify, reason, useForm, type Tone } from '@dure/ui-kit';
import { follow, type Operation } from '../operation';

const useT = messages({
  title: ['애드온', 'Add-ons'],
  about: ['서버를 멈추지 않고 설치하고 올리고 되돌리고 내립니다.', 'Installed, upgraded, undone and removed while everyone works.'],
  upload: ['jar 올리기', 'Upload a jar'],
  inspecting: ['살펴보는 중입니다…', 'Inspecting …'],
  found: ['설치하면 이렇게 됩니다', 'What installing would do'],
  ok: ['문제가 없습니다. 설치할 수 있습니다.', 'Nothing speaks against installing it.'],
  bad: ['이대로는 설치할 수 없습니다.', 'It cannot be installed like this.'],
  install: ['설치', 'Install'],
  upgrade: ['올리기', 'Upgrade'],
  working: ['하는 중', 'Working'],
  done: ['했습니다.', 'Done.'],
  name: ['이름', 'Name'],
  version: ['버전', 'Version'],
  state: ['상태', 'State'],
  when: ['설치한 때', 'Installed'],
  signer: ['서명', 'Signed by'],
  action: ['하는 일', 'Action'],
  INSTALL: ['새로 설치', 'New'],
  UPGRADE: ['지금 것을 바꿈', 'Takes the place of the installed one'],
  NONE: ['이미 있음', 'It is there already'],
  replaces: ['바뀌는 것', 'Replaces'],
  refreshed: ['다시 시작하는 번들', 'Restarted bundles'],
  migrations: ['데이터베이스 변경', 'Migrations'],
  tenants: ['쓰고 있는 회사', 'Companies that use it'],
  rights: ['권한', 'Permissions'],
  hosts: ['부르는 곳', 'Hosts it calls'],
  tables: ['테이블', 'Tables'],
  more: ['새로 바라는 것', 'Wanted beyond the installed version'],
  moreAbout: ['회사마다 동의할 때까지 지금 권한으로 움직입니다.', 'Until each company agrees it keeps the rights it has.'],
  grants: ['예사롭지 않은 코드', 'Unusual code'],
  undo: ['되돌리기', 'Undo'],
  undoAsk: ['{name}을(를) {version} 버전으로 되돌릴까요?', 'Take {name} back to version {version}?'],
  undoAbout: ['자료는 그대로 남습니다.', 'No data is lost.'],
  quarantine: ['격리', 'Quarantine'],
  quarantineAbout: ['모든 회사에서 바로 꺼집니다. 까닭은 목록에 보입니다.', 'It is switched off for everyone at once; the list shows the reason.'],
  why: ['까닭', 'Reason'],
  release: ['다시 켜기', 'Release'],
  remove: ['내리기', 'Remove'],
  removeAsk: ['{name}을(를) 내릴까요?', 'Remove {name}?'],
  removeAbout: ['모든 고객사에서 바로 쓸 수 없게 됩니다. 자료는 남습니다.', 'It stops for all tenants at once. Its data is kept.'],
  none: ['설치된 애드온이 없습니다', 'No add-on is installed'],
  noneAbout: ['애드온의 jar 파일을 올리면 먼저 무엇이 달라지는지 보여 드립니다.', 'Upload an add-on’s jar, and you first see what it would change.'],
  no: ['취소', 'Cancel'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
});

interface Addon { id: string; name: string; version: string; state: string; reason: string | null; installedAt: string; signer: string | null; previousVersion: string | null }
interface Inspection {
  symbolicName: string; version: string; action: 'INSTALL' | 'UPGRADE' | 'NONE'; replaces: string | null; refreshed: string[]; migrations: string[]; ok: boolean; tenants: number;
  findings: { code: string; need: string; found: string; action: string }[];
  signature: { state: string; signer: string | null };
  declares: { permissions: string[]; hosts: string[]; tables: string[] };
  grants: { grant: string; text: string; declared: boolean; reason: string | null; where: string[] }[];
  newRights: string[];
}

const PATH = '/api/operator/addons';
const jar = (file: File) => ({ method: 'POST', body: file, headers: { 'Content-Type': 'application/java-archive', Prefer: 'respond-async' } });
const tone = (state: string): Tone => (state === 'ACTIVE' ? 'good' : /INSTALLING|UPGRADING|REMOVING|STARTING/.test(state) ? 'wait' : 'bad');

export default function Addons() {
  const t = useT();
  const queries = useQueryClient();
  const list = useWhole<Addon>(PATH);
  const [file, setFile] = useState<File | null>(null);
  const [seen, setSeen] = useState<Inspection | null>(null);
  const [work, setWork] = useState<Operation | null>(null);
  const [held, setHeld] = useState<Addon | null>(null);
  const close = () => {
    setFile(null);
    setSeen(null);
    setWork(null);
  };
  const inspect = async (chosen: File | null) => {
    if (!chosen) return;
    setFile(chosen);
    try {
      setSeen(await api<Inspection>(`${PATH}/inspect`, jar(chosen)));
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
      close();
    }
  };
  /** Long work to its end, its progress in the dialog. */
  const run = async (begin: () => Promise<Operation>) => {
    try {
      const end = await follow(await begin(), setWork);
      const failed = /FAILED/i.test(end.state);
      notify(failed ? end.message ?? t('failed') : t('done'), failed ? 'bad' : 'good');
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    close();
    await queries.invalidateQueries();
  };
  const act = async (path: string, method: string) => {
    try {
      await api(path, { method });
      notify(t('done'));
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    await queries.invalidateQueries();
  };
  const undo = async (addon: Addon) => {
    if (await confirm({ title: t('undoAsk', { name: addon.name, version: addon.previousVersion! }), text: t('undoAbout'), yes: t('undo'), no: t('no') })) {
      await run(() => api<Operation>(`${PATH}/${addon.id}/undo`, { method: 'POST', headers: { Prefer: 'respond-async' } }));
    }
  };
  const remove = async (addon: Addon) => {
    if (await confirm({ title: t('removeAsk', { name: addon.name }), text: t('removeAbout'), yes: t('remove'), no: t('no'), danger: true })) await act(`${PATH}/${addon.id}`, 'DELETE');
  };
  const small = (label: string, of: Addon, begin: () => void) => <Button size="compact-xs" variant="default" aria-label={`${label}: ${of.name}`} onClick={begin}>{label}</Button>;
  return (
    <Page title={t('title')} about={t('about')} actions={<FileButton accept=".jar" onChange={(chosen) => void inspect(chosen)}>{(props) => <Button {...props}>{t('upload')}</Button>}</FileButton>}>
      <DataTable label={t('title')} list={list} id={(row) => row.id} empty={<Panel><Empty title={t('none')} icon="puzzle">{t('noneAbout')}</Empty></Panel>} columns={[
        { key: 'name', title: t('name'), value: (row) => row.name, render: (row) => <b>{row.name}</b> },
        { key: 'version', title: t('version'), value: (row) => row.version, render: (row) => row.version },
        { key: 'state', title: t('state'), value: (row) => row.state, render: (row) => <span><Tag tone={tone(row.state)}>{row.state}</Tag> <span className="d-quiet">{row.reason}</span></span> },
        { key: 'when', title: t('when'), value: (row) => row.installedAt, render: (row) => formatTime(row.installedAt) },
        { key: 'signer', title: t('signer'), value: (row) => row.signer, render: (row) => row.signer ?? '–', hidden: true },
        { key: 'do', title: t('action'), render: (row) => (
          <span className="d-actions">
            {row.previousVersion && small(t('undo'), row, () => void undo(row))}
            {row.state === 'QUARANTINED' ? small(t('release'), row, () => void act(`${PATH}/${row.id}/release`, 'POST')) : small(t('quarantine'), row, () => setHeld(row))}
            {small(t('remove'), row, () => void remove(row))}
          </span>) },
      ]} />
      <Modal opened={!!file || !!work} onClose={close} title={seen ? t('found') : file?.name ?? t('working')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
        {work ? (
          <div role="status"><p>{t('working')} · {work.message}</p><Progress value={work.progress} aria-label={t('working')} /></div>
        ) : !seen ? <p role="status">{t('inspecting')}</p> : <Report of={seen} install={() => void run(() => api<Operation>(PATH, jar(file!)))} />}
      </Modal>
      <Modal opened={!!held} onClose={() => setHeld(null)} title={held && `${t('quarantine')}: ${held.name}`} closeButtonProps={{ 'aria-label': t('close') }}>{held && <Quarantine addon={held} onDone={() => setHeld(null)} />}</Modal>
    </Page>
  );
}

/** What an inspection found, in the order in which an operator decides. */
function Report({ of: seen, install }: { of: Inspection; install: () => void }) {
  const t = useT();
  const words = (list: string[]) => list.join(', ') || '–';
  return (
    <div className="d-form">
      <Note tone={seen.ok ? 'good' : 'bad'}>{seen.ok ? t('ok') : t('bad')}</Note>
      {seen.findings.map((finding) => <Note key={finding.code + finding.found} tone="bad"><b>{finding.need}</b><br />{finding.found}<br />{finding.action}</Note>)}
      {seen.newRights.length > 0 && <Note tone="wait"><b>{t('more')}</b>: {words(seen.newRights)}<br />{t('moreAbout')}</Note>}
      <Facts of={[
        [t('name'), seen.symbolicName], [t('version'), seen.version], [t('action'), t(seen.action)], [t('replaces'), seen.replaces ?? '–'],
        [t('signer'), <span key="s"><Tag tone={/TRUSTED|SHIPPED/.test(seen.signature.state) ? 'good' : 'wait'}>{seen.signature.state}</Tag> {seen.signature.signer}</span>],
        [t('refreshed'), words(seen.refreshed)], [t('migrations'), words(seen.migrations)], [t('tenants'), seen.tenants],
        [t('rights'), words(seen.declares.permissions)], [t('hosts'), words(seen.declares.hosts)], [t('tables'), words(seen.declares.tables)],
      ]} />
      {seen.grants.length > 0 && (
        <Panel title={t('grants')}>
          {seen.grants.map((grant) => <div className="d-pairs" key={grant.grant}><span>{grant.text}{grant.reason && ` – ${grant.reason}`}</span><code>{grant.where[0]}</code></div>)}
        </Panel>
      )}
      <Button size="sm" disabled={!seen.ok || seen.action === 'NONE'} onClick={install}>{t(seen.action === 'UPGRADE' ? 'upgrade' : 'install')}</Button>
    </div>
  );
}

function Quarantine({ addon, onDone }: { addon: Addon; onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({ reason: '' }, async (values) => {
    await api(`${PATH}/${addon.id}/quarantine`, { method: 'POST', body: values });
    await queries.invalidateQueries();
    onDone();
  });
  return <FormBox form={form} submit={t('quarantine')}><Note tone="wait">{t('quarantineAbout')}</Note><TextInput label={t('why')} data-autofocus {...form.text('reason')} /></FormBox>;
}
