import { useQueryClient } from '@tanstack/react-query';
import { api, formatDay, formatTime, messages, useList } from '@dure/sdk';
import { DataTable, Empty, FormBox, Page, Panel, TextInput, notify, useForm } from '@dure/ui-kit';
import { State, stateName } from './states';

const useT = messages({
  title: ['발신 번호', 'Sender numbers'],
  about: ['등록하면 운영자가 확인하고 승인합니다.', 'The operator checks and approves what you register.'],
  number: ['번호', 'Number'],
  proof: ['증빙(통신 서비스 가입 증명원의 번호 등)', 'Proof, such as the certificate’s number'],
  register: ['등록', 'Register'],
  registered: ['등록했습니다. 승인을 기다립니다.', 'Registered; it waits for approval.'],
  state: ['상태', 'State'],
  asked: ['등록한 때', 'Registered'],
  until: ['쓸 수 있는 날까지', 'Valid until'],
  reason: ['까닭', 'Reason'],
  none: ['등록한 번호가 없습니다', 'No numbers yet'],
});

interface Sender { id: string; number: string; state: string; reason: string | null; requestedAt: string; validUntil: string | null }

export function Senders() {
  const t = useT();
  const queries = useQueryClient();
  const list = useList<Sender>('/api/sms/sender-numbers');
  const form = useForm({ number: '', proof: '' }, async (values) => {
    await api('/api/sms/sender-numbers', { method: 'POST', body: { number: values.number.replace(/[^0-9]/g, ''), proof: values.proof || undefined } });
    notify(t('registered'));
    form.set({ number: '', proof: '' });
    await queries.invalidateQueries();
  });
  return (
    <Page title={t('title')} about={t('about')}>
      <Panel title={t('register')}><FormBox form={form} submit={t('register')}>
        <div className="d-form-row"><TextInput label={t('number')} inputMode="tel" {...form.text('number')} /><TextInput label={t('proof')} {...form.text('proof')} /></div>
      </FormBox></Panel>
      <DataTable label={t('title')} list={list} id={(row) => row.id} empty={<Panel><Empty title={t('none')} icon="phone" /></Panel>} columns={[
        { key: 'number', title: t('number'), value: (row) => row.number, render: (row) => row.number },
        { key: 'state', title: t('state'), value: (row) => stateName(row.state), render: (row) => <State of={row.state} /> },
        { key: 'asked', title: t('asked'), value: (row) => row.requestedAt, render: (row) => formatTime(row.requestedAt) },
        { key: 'until', title: t('until'), value: (row) => row.validUntil, render: (row) => formatDay(row.validUntil) },
        { key: 'reason', title: t('reason'), value: (row) => row.reason, render: (row) => row.reason ?? '–' },
      ]} />
    </Page>
  );
}
