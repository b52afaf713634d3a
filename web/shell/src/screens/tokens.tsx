import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, formatTime, messages, useWhole } from '@dure/sdk';
import { Button, DataTable, Empty, FormBox, Modal, Note, Page, Select, Tag, TagsInput, TextInput, confirm, notify, reason, useForm } from '@dure/ui-kit';
import { useModules } from '../modules';
import { Rights } from '../rights';

const useT = messages({
  title: ['API 토큰', 'API tokens'],
  about: ['프로그램이 내 이름으로 일할 때 씁니다. 내가 할 수 있는 일만, 정한 범위 안에서 할 수 있습니다.', 'For programs that act in your name: what you may do, and no more than the scopes say.'],
  serviceTitle: ['서비스 토큰', 'Service tokens'],
  serviceAbout: ['회사 이름으로 일하는 프로그램의 토큰입니다. 사람이 떠나도 남고, 가진 권한만 쓸 수 있습니다.', 'For programs that act for the company. They outlive the people who made them and hold rights of their own.'],
  add: ['토큰 만들기', 'Make a token'],
  none: ['아직 토큰이 없습니다', 'There are no tokens yet'],
  noneAbout: ['급여, 회계, 알림 같은 다른 프로그램을 이을 때 만듭니다.', 'Make one to connect payroll, accounting or another program.'],
  docs: ['API 문서', 'API documentation'],
  name: ['이름', 'Name'],
  nameAbout: ['어디에 쓰는지 적어 두면 나중에 알아보기 쉽습니다.', 'Say what it is for, so that you know it later.'],
  scopes: ['범위', 'Scopes'],
  scopesAbout: ['read:앱은 읽기, write:앱은 쓰기, *는 모든 앱입니다. 예: read:sms', 'read:APP reads, write:APP writes, * is every app. Example: read:sms'],
  expires: ['만료', 'Expires'],
  days: ['{n}일 뒤', 'in {n} days'],
  used: ['마지막으로 쓴 때', 'Last used'],
  never: ['아직 안 씀', 'Never'],
  by: ['만든 사람', 'Made by'],
  over: ['만료됨', 'Expired'],
  made: ['토큰을 만들었습니다', 'The token was made'],
  once: ['이 토큰은 지금만 볼 수 있습니다. 안전한 곳에 옮겨 두세요.', 'The token is shown only now. Put it in a safe place.'],
  token: ['토큰', 'Token'],
  copy: ['복사', 'Copy'],
  copied: ['복사했습니다.', 'Copied.'],
  notCopied: ['복사하지 못했습니다. 골라서 직접 복사해 주세요.', 'It could not be copied. Please select it and copy it yourself.'],
  remove: ['지우기', 'Delete'],
  removeAsk: ['{name} 토큰을 지울까요?', 'Delete the token {name}?'],
  removeAbout: ['이 토큰을 쓰는 프로그램은 바로 멈춥니다.', 'Programs that use it stop working at once.'],
  no: ['취소', 'Cancel'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
});

interface Token { id: string; name: string; token: string | null; scopes: string[]; permissions: string[]; createdBy: string; expiresAt: string; lastUsedAt: string | null; lastUsedAddress: string | null }

const DAY = 86_400_000;

/** One's own tokens, or with `service` those of the company. */
export function TokenPage({ service = false }: { service?: boolean }) {
  const t = useT();
  const queries = useQueryClient();
  const path = service ? '/api/identity/service-tokens' : '/api/auth/tokens';
  const list = useWhole<Token>(path);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<Token | null>(null);
  const remove = async (token: Token) => {
    if (!await confirm({ title: t('removeAsk', { name: token.name }), text: t('removeAbout'), yes: t('remove'), no: t('no'), danger: true })) return;
    try {
      await api(`${path}/${token.id}`, { method: 'DELETE' });
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    await queries.invalidateQueries();
  };
  const title = t(service ? 'serviceTitle' : 'title');
  return (
    <Page title={title} about={t(service ? 'serviceAbout' : 'about')} actions={<>
      <Button variant="default" component="a" href="/api/docs" target="_blank" rel="noopener">{t('docs')}</Button><Button onClick={() => setAdding(true)}>{t('add')}</Button></>}>
      <DataTable label={title} list={list} id={(row) => row.id} empty={<Empty title={t('none')} icon="key">{t('noneAbout')}</Empty>} columns={[
        { key: 'name', title: t('name'), value: (row) => row.name, render: (row) => <b>{row.name}</b> },
        { key: 'scopes', title: t('scopes'), value: (row) => row.scopes.join(' '), render: (row) => <span className="d-actions">{row.scopes.map((scope) => <Tag key={scope}>{scope}</Tag>)}</span> },
        { key: 'expires', title: t('expires'), value: (row) => row.expiresAt, render: (row) => (new Date(row.expiresAt) < new Date() ? <Tag tone="bad">{t('over')}</Tag> : formatTime(row.expiresAt)) },
        { key: 'used', title: t('used'), value: (row) => row.lastUsedAt, render: (row) => (row.lastUsedAt ? <>{formatTime(row.lastUsedAt)} <span className="d-quiet">{row.lastUsedAddress}</span></> : t('never')) },
        ...(service ? [{ key: 'by', title: t('by'), value: (row: Token) => row.createdBy, render: (row: Token) => row.createdBy }] : []),
        { key: 'do', title: t('remove'), render: (row) => <Button size="compact-xs" variant="default" aria-label={`${t('remove')}: ${row.name}`} onClick={() => void remove(row)}>{t('remove')}</Button> },
      ]} />
      <Modal opened={adding} onClose={() => setAdding(false)} title={t('add')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
        <NewToken path={path} service={service} onMade={(token) => { setAdding(false); setMade(token); void queries.invalidateQueries(); }} />
      </Modal>
      <Modal opened={!!made} onClose={() => setMade(null)} title={t('made')} size="lg" closeOnClickOutside={false} closeButtonProps={{ 'aria-label': t('close') }}>{made && <Once token={made.token ?? ''} />}</Modal>
    </Page>
  );
}

function Once({ token }: { token: string }) {
  const t = useT();
  const copy = () => void navigator.clipboard.writeText(token).then(() => notify(t('copied')), () => notify(t('notCopied'), 'bad'));
  return (
    <div className="d-form">
      <Note tone="wait">{t('once')}</Note>
      <TextInput label={t('token')} readOnly data-autofocus value={token} onFocus={(event) => event.currentTarget.select()} />
      <div className="d-actions"><Button onClick={copy}>{t('copy')}</Button></div>
    </div>
  );
}

function NewToken({ path, service, onMade }: { path: string; service: boolean; onMade: (token: Token) => void }) {
  const t = useT();
  const modules = useModules();
  const apps = ['*', 'identity', 'organisation', 'billing', ...modules.map(({ entry }) => entry.id)];
  const form = useForm({ name: '', scopes: ['read:*'], permissions: [] as string[], expiresAt: '90' }, async (values) => {
    onMade(await api<Token>(path, {
      method: 'POST',
      body: { name: values.name, scopes: values.scopes, ...(service && { permissions: values.permissions }), expiresAt: new Date(Date.now() + Number(values.expiresAt) * DAY).toISOString() },
    }));
  });
  return (
    <FormBox form={form} submit={t('add')}>
      <TextInput label={t('name')} description={t('nameAbout')} data-autofocus {...form.text('name')} />
      <TagsInput label={t('scopes')} description={t('scopesAbout')} value={form.values.scopes} onChange={(scopes) => form.set({ scopes })} error={form.error('scopes')}
        data={apps.flatMap((app) => [`read:${app}`, `write:${app}`])} />
      <Select label={t('expires')} allowDeselect={false} value={form.values.expiresAt} onChange={(expiresAt) => form.set({ expiresAt: expiresAt ?? '90' })} error={form.error('expiresAt')}
        data={['30', '90', '180', '365'].map((value) => ({ value, label: t('days', { n: value }) }))} />
      {service && <Rights chosen={form.values.permissions} choose={(permissions) => form.set({ permissions })} error={form.error('permissions')} />}
    </FormBox>
  );
}

export default function Tokens() {
  return <TokenPage />;
}
