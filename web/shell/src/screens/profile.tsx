import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, answer, formatTime, messages, useMe, useWhole, type Account } from '@dure/sdk';
import { Button, DataTable, Facts, FormBox, Modal, Page, Panel, Tag, TextInput, notify, reason, useForm } from '@dure/ui-kit';
import { fetchMe } from '../app';
import { PasswordForm, SecondFactorForm } from '../login';
import { place } from '../place';

const useT = messages({
  title: ['내 정보', 'My profile'],
  loginId: ['아이디', 'Login ID'],
  email: ['회사 이메일', 'Company e-mail'],
  external: ['외부 이메일', 'External e-mail'],
  why: ['비밀번호를 잊으면 이 주소로 새 비밀번호를 보냅니다. 회사 메일이 아닌 주소를 적어 주세요.', 'A new password goes here when you forget yours. Use one that is not your company’s.'],
  save: ['저장', 'Save'],
  saved: ['저장했습니다.', 'Saved.'],
  password: ['비밀번호', 'Password'],
  changed: ['비밀번호를 바꿨습니다.', 'The password was changed.'],
  factor: ['2단계 인증', 'Second factor'],
  on: ['켜짐', 'On'],
  off: ['꺼짐', 'Off'],
  setUp: ['켜기', 'Set up'],
  sessions: ['로그인한 곳', 'Where you are logged in'],
  device: ['기기', 'Device'],
  address: ['주소', 'Address'],
  used: ['마지막으로 쓴 때', 'Last used'],
  here: ['지금 이곳', 'Here'],
  end: ['로그아웃', 'Log out'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
});

interface Session { id: string; address: string; agent: string | null; lastUsedAt: string; current: boolean }

export default function Profile() {
  const t = useT();
  const me = useMe()!;
  const queries = useQueryClient();
  const sessions = useWhole<Session>('/api/auth/sessions');
  const [factor, setFactor] = useState(false);
  const form = useForm({ externalEmail: me.account.externalEmail ?? '' }, async (values) => {
    const path = `/api/identity/accounts/${me.account.id}`;
    const { etag } = await answer<Account>(path);
    await api(path, { method: 'PATCH', body: values, headers: etag ? { 'If-Match': etag } : {} });
    await fetchMe();
    notify(t('saved'));
  });
  const end = async (session: Session) => {
    try {
      await api(`/api/auth/sessions/${session.id}`, { method: 'DELETE' });
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    await queries.invalidateQueries();
  };
  return (
    <Page title={t('title')} about={me.account.name}>
      <Panel>
        <Facts of={[[t('loginId'), me.account.loginId], [t('email'), me.account.email ?? '–'], [t('factor'), (
          <span key="f" style={{ display: 'flex', gap: 8 }}><Tag tone={me.account.secondFactor ? 'good' : 'plain'}>{me.account.secondFactor ? t('on') : t('off')}</Tag>
            {!me.account.secondFactor && <Button size="compact-xs" variant="default" onClick={() => setFactor(true)}>{t('setUp')}</Button>}</span>)]]} />
      </Panel>
      {!place.operator && <Panel title={t('external')}><FormBox form={form} submit={t('save')}><TextInput type="email" label={t('external')} description={t('why')} {...form.text('externalEmail')} /></FormBox></Panel>}
      <Panel title={t('password')}><PasswordForm onDone={() => { notify(t('changed')); void fetchMe(); }} /></Panel>
      <h2 style={{ fontSize: 15 }}>{t('sessions')}</h2>
      <DataTable label={t('sessions')} list={sessions} id={(row) => row.id} columns={[
        { key: 'agent', title: t('device'), value: (row) => row.agent, render: (row) => <>{row.agent ?? '–'} {row.current && <Tag tone="good">{t('here')}</Tag>}</> },
        { key: 'address', title: t('address'), value: (row) => row.address, render: (row) => row.address },
        { key: 'used', title: t('used'), value: (row) => row.lastUsedAt, render: (row) => formatTime(row.lastUsedAt) },
        { key: 'do', title: t('end'), render: (row) => (row.current ? null : <Button size="compact-xs" variant="default" onClick={() => void end(row)}>{t('end')}</Button>) },
      ]} />
      <Modal opened={factor} onClose={() => setFactor(false)} title={t('factor')} closeButtonProps={{ 'aria-label': t('close') }}><SecondFactorForm onDone={() => { setFactor(false); void fetchMe(); }} /></Modal>
    </Page>
  );
}
