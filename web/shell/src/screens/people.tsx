import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { ProblemError, api, formatTime, formatWon, messages, useList, type Account } from '@dure/sdk';
import { Button, Checkbox, DataTable, Face, Facts, FormBox, Modal, Page, PasswordInput, Tag, TextInput, confirm, notify, reason, useForm } from '@dure/ui-kit';

const useT = messages({
  title: ['구성원', 'People'],
  about: ['계정을 만들고, 권한을 주고, 비밀번호를 새로 정합니다.', 'Add accounts, give rights and set passwords.'],
  add: ['구성원 추가', 'Add a person'],
  name: ['이름', 'Name'],
  loginId: ['아이디', 'Login ID'],
  password: ['처음 비밀번호', 'First password'],
  passwordAbout: ['처음 로그인할 때 본인이 바꿉니다.', 'They change it at their first login.'],
  external: ['외부 이메일', 'External e-mail'],
  externalAbout: ['비밀번호를 잊었을 때 쓰입니다.', 'Used when the password is forgotten.'],
  admin: ['관리자', 'Administrator'],
  member: ['구성원', 'Member'],
  role: ['구분', 'Kind'],
  state: ['상태', 'State'],
  stopped: ['멈춤', 'Stopped'],
  active: ['사용 중', 'Active'],
  last: ['마지막 로그인', 'Last login'],
  added: ['{name}님을 추가했습니다.', '{name} was added.'],
  charge: ['계약한 인원을 넘습니다', 'This is one more than you ordered'],
  chargeAbout: ['추가하면 이번 달 청구서에 다음이 더해집니다.', 'Adding adds this to the month’s invoice.'],
  yes: ['추가', 'Add'],
  no: ['취소', 'Cancel'],
  reset: ['비밀번호 새로 정하기', 'Set a password'],
  fresh: ['새 비밀번호', 'New password'],
  save: ['저장', 'Save'],
  saved: ['저장했습니다.', 'Saved.'],
  remove: ['계정 삭제', 'Delete account'],
  removeAsk: ['{name}님의 계정을 지울까요?', 'Delete {name}’s account?'],
  removeAbout: ['바로 로그인할 수 없게 되고, 되돌릴 수 없습니다.', 'They can no longer log in, and this cannot be undone.'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  show: ['비밀번호 보이기', 'Show the password'],
  close: ['닫기', 'Close'],
});

export default function People() {
  const t = useT();
  const list = useList<Account & { stopped: boolean | null }>('/api/identity/accounts', 200);
  const [adding, setAdding] = useState(false);
  const [params, setParams] = useSearchParams();
  const open = list.rows.find((row) => row.id === params.get('account'));
  return (
    <Page title={t('title')} about={t('about')} actions={<Button onClick={() => setAdding(true)}>{t('add')}</Button>}>
      <DataTable label={t('title')} list={list} id={(row) => row.id} onOpen={(row) => setParams({ account: row.id })}
        columns={[
          { key: 'name', title: t('name'), value: (row) => row.name, render: (row) => <span style={{ display: 'flex', gap: 10, alignItems: 'center' }}><Face name={row.name} />{row.name}</span> },
          { key: 'loginId', title: t('loginId'), value: (row) => row.loginId, render: (row) => row.loginId },
          { key: 'role', title: t('role'), value: (row) => (row.administrator ? t('admin') : t('member')), render: (row) => (row.administrator ? <Tag tone="info">{t('admin')}</Tag> : t('member')) },
          { key: 'state', title: t('state'), value: (row) => (row.stopped ? t('stopped') : t('active')), render: (row) => <Tag tone={row.stopped ? 'bad' : 'good'}>{row.stopped ? t('stopped') : t('active')}</Tag> },
          { key: 'external', title: t('external'), value: (row) => row.externalEmail, render: (row) => row.externalEmail ?? '–' },
          { key: 'last', title: t('last'), value: (row) => row.lastLoginAt, render: (row) => formatTime(row.lastLoginAt) },
        ]} />
      <Modal opened={adding} onClose={() => setAdding(false)} title={t('add')} closeButtonProps={{ 'aria-label': t('close') }}><AddForm onDone={() => setAdding(false)} /></Modal>
      <Modal opened={!!open} onClose={() => setParams({})} title={open?.name} closeButtonProps={{ 'aria-label': t('close') }}>{open && <OneAccount account={open} onDone={() => setParams({})} />}</Modal>
    </Page>
  );
}

interface Line { description: string; amount: number }

function AddForm({ onDone }: { onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({ name: '', loginId: '', password: '', externalEmail: '', administrator: false }, async (values) => {
    const body = { ...values, externalEmail: values.externalEmail || undefined };
    const post = (confirmCharge?: boolean) => api('/api/identity/accounts', { method: 'POST', body: { ...body, confirmCharge } });
    try {
      await post();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.kind !== 'seat-charge') throw error;
      const lines = (error.body.lines ?? []) as Line[];
      const agreed = await confirm({
        title: t('charge'), yes: t('yes'), no: t('no'),
        text: <><p>{t('chargeAbout')}</p>{lines.map((line) => <div className="d-pairs" key={line.description}><span>{line.description}</span><b>{formatWon(line.amount)}</b></div>)}</>,
      });
      if (!agreed) return;
      await post(true);
    }
    notify(t('added', { name: values.name }));
    await queries.invalidateQueries({ queryKey: ['list'] });
    onDone();
  });
  return (
    <FormBox form={form} submit={t('add')}>
      <TextInput label={t('name')} data-autofocus {...form.text('name')} />
      <TextInput label={t('loginId')} autoComplete="off" {...form.text('loginId')} />
      <PasswordInput label={t('password')} description={t('passwordAbout')} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': t('show') }} {...form.text('password')} />
      <TextInput label={t('external')} description={t('externalAbout')} type="email" {...form.text('externalEmail')} />
      <Checkbox label={t('admin')} checked={form.values.administrator} onChange={(event) => form.set({ administrator: event.currentTarget.checked })} />
    </FormBox>
  );
}

function OneAccount({ account, onDone }: { account: Account; onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({ password: '' }, async (values) => {
    await api(`/api/identity/accounts/${account.id}/password`, { method: 'PUT', body: values });
    notify(t('saved'));
    await queries.invalidateQueries({ queryKey: ['list'] });
  });
  const remove = async () => {
    if (!await confirm({ title: t('removeAsk', { name: account.name }), text: t('removeAbout'), yes: t('remove'), no: t('no'), danger: true })) return;
    try {
      await api(`/api/identity/accounts/${account.id}`, { method: 'DELETE' });
      await queries.invalidateQueries({ queryKey: ['list'] });
      onDone();
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
  };
  return (
    <div className="d-form">
      <Facts of={[[t('loginId'), account.loginId], [t('external'), account.externalEmail ?? '–'], [t('last'), formatTime(account.lastLoginAt)]]} />
      <FormBox form={form} submit={t('reset')} actions={<Button variant="default" onClick={() => void remove()}>{t('remove')}</Button>}>
        <PasswordInput label={t('fresh')} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': t('show') }} {...form.text('password')} />
      </FormBox>
    </div>
  );
}
