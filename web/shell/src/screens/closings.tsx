import { useState } from 'react';
import { api, messages, today } from '@dure/sdk';
import { FormBox, Note, Page, Panel, Progress, TextInput, useForm } from '@dure/ui-kit';
import { follow, type Operation } from '../operation';

const useT = messages({
  title: ['마감', 'Closings'],
  about: ['한 달을 닫고 모든 고객사의 청구서를 만듭니다.', 'Closes a month and makes every tenant’s invoice.'],
  month: ['달', 'Month'],
  monthAbout: ['지난 달은 번호가 붙은 청구서가 한 번 만들어지고, 이번 달은 예상 청구서가 다시 계산됩니다.',
    'A finished month gives numbered invoices, once; the running month gives provisional ones, computed anew.'],
  close: ['마감 시작', 'Close the month'],
  running: ['마감하는 중', 'Closing'],
  done: ['끝났습니다.', 'Done.'],
});

const lastMonth = () => {
  const [year, month] = today().split('-').map(Number) as [number, number];
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
};

export default function Closings() {
  const t = useT();
  const [work, setWork] = useState<Operation | null>(null);
  const form = useForm({ month: lastMonth() }, async (values) => {
    await follow(await api<Operation>('/api/operator/closings', { method: 'POST', body: values }), setWork);
  });
  const failed = work !== null && /FAILED/i.test(work.state);
  return (
    <Page title={t('title')} about={t('about')}>
      <Panel>
        <FormBox form={form} submit={t('close')}><TextInput type="month" label={t('month')} description={t('monthAbout')} maw={320} {...form.text('month')} /></FormBox>
      </Panel>
      {work && (
        <Panel>
          {form.busy ? <div role="status"><p>{t('running')} · {work.message}</p><Progress value={work.progress} aria-label={t('running')} /></div>
            : <Note live tone={failed ? 'bad' : 'good'}>{failed ? work.message : `${t('done')} ${work.message ?? ''}`}</Note>}
        </Panel>
      )}
    </Page>
  );
}
