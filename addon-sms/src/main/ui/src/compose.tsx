import { useRef } from 'react';
import { api, instantOf, messages, onceKey, useList } from '@dure/sdk';
import { Button, FormBox, Note, Page, Panel, SegmentedControl, Select, TextInput, Textarea, notify, useForm } from '@dure/ui-kit';
import { bytesOf, numbersIn } from './text';

const useT = messages({
  title: ['문자 보내기', 'Send a text message'],
  about: ['90바이트까지는 단문(SMS), 넘으면 장문(LMS)으로 나갑니다.', 'Up to 90 bytes it goes as SMS, beyond as LMS.'],
  from: ['발신 번호', 'From'],
  noSender: ['승인된 발신 번호가 없습니다. 발신 번호를 먼저 등록해 주세요.', 'There is no approved sender number yet. Please register one first.'],
  to: ['받는 번호', 'To'],
  toAbout: ['쉼표, 빈칸, 줄바꿈으로 나눠 붙여 넣을 수 있습니다.', 'Paste them, separated by commas, spaces or lines.'],
  count: ['{n}명', '{n} recipients'],
  kind: ['종류', 'Kind'],
  notice: ['안내', 'Notice'],
  ad: ['광고', 'Advertisement'],
  subject: ['제목(장문)', 'Subject (LMS)'],
  text: ['내용', 'Text'],
  bytes: ['{n}바이트 · {kind}', '{n} bytes · {kind}'],
  at: ['예약(한국 시각, 비우면 바로)', 'Send at, Korean time (empty: now)'],
  send: ['보내기', 'Send'],
  sent: ['{n}명에게 보내기로 했습니다.', 'Accepted for {n} recipients.'],
  clear: ['비우기', 'Clear'],
});

interface Sender { id: string; number: string; state: string }
const EMPTY = { from: '', to: '', text: '', subject: '', kind: 'NOTICE', sendAt: '' };

export function Compose() {
  const t = useT();
  const senders = useList<Sender>('/api/sms/sender-numbers');
  const approved = senders.rows.filter((sender) => sender.state === 'APPROVED');
  const key = useRef(onceKey());
  const form = useForm({ ...EMPTY }, async (values) => {
    const answer = await api<{ recipients: number }>('/api/sms/messages', {
      method: 'POST',
      headers: { 'Idempotency-Key': key.current },
      body: {
        from: values.from || approved[0]?.number, to: numbersIn(values.to), text: values.text, kind: values.kind,
        subject: values.subject || undefined, sendAt: values.sendAt ? instantOf(values.sendAt) : undefined,
      },
    });
    key.current = onceKey();
    notify(t('sent', { n: answer.recipients }));
    form.set({ to: '', text: '', subject: '', sendAt: '' });
  });
  const bytes = bytesOf(form.values.text);
  const long = bytes > 90;
  // Something else than before is another message, so it gets another key.
  const change = (values: Partial<typeof EMPTY>) => {
    key.current = onceKey();
    form.set(values);
  };
  return (
    <Page title={t('title')} about={t('about')}>
      <Panel>
        {!senders.loading && approved.length === 0 && <Note tone="wait">{t('noSender')}</Note>}
        <FormBox form={form} submit={t('send')} actions={<Button variant="default" onClick={() => change(EMPTY)}>{t('clear')}</Button>}>
          <div className="d-form-row">
            <Select label={t('from')} data={approved.map((sender) => sender.number)} value={form.values.from || approved[0]?.number || null} error={form.error('from')} onChange={(from) => change({ from: from ?? '' })} />
            <TextInput type="datetime-local" label={t('at')} {...form.text('sendAt')} onChange={(event) => change({ sendAt: event.currentTarget.value })} />
          </div>
          <Textarea label={t('to')} description={`${t('toAbout')} ${t('count', { n: numbersIn(form.values.to).length })}`} autosize minRows={2} maxRows={8} {...form.text('to')} onChange={(event) => change({ to: event.currentTarget.value })} />
          <SegmentedControl aria-label={t('kind')} value={form.values.kind} onChange={(kind) => change({ kind })} data={[{ value: 'NOTICE', label: t('notice') }, { value: 'AD', label: t('ad') }]} />
          {long && <TextInput label={t('subject')} {...form.text('subject')} onChange={(event) => change({ subject: event.currentTarget.value })} />}
          <Textarea label={t('text')} description={t('bytes', { n: bytes, kind: long ? 'LMS' : 'SMS' })} autosize minRows={5} maxRows={16} {...form.text('text')} onChange={(event) => change({ text: event.currentTarget.value })} />
        </FormBox>
      </Panel>
    </Page>
  );
}
