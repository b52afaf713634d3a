import { useQuery } from '@tanstack/react-query';
import { answer, api, formatTime, messages, onceKey, useList } from '@dure/sdk';
import { Answer, Button, Checkbox, DataTable, Empty, FormBox, Note, Page, Panel, Select, Switch, Tag, TextInput, notify, reason, useForm } from '@dure/ui-kit';

const useT = messages({
  title: ['알림 설정', 'How I am told'],
  about: ['무엇을 어떤 길로 알려 드릴지 정합니다.', 'Decide what you are told, and how.'],
  kinds: ['알림의 종류와 길', 'What and how'],
  kind: ['종류', 'Kind'],
  IN_APP: ['화면', 'Screen'],
  EMAIL: ['메일', 'Mail'],
  SMS: ['문자', 'Text message'],
  digest: ['메일 모으기', 'Mails collected'],
  NONE: ['그때그때', 'One by one'],
  HOURLY: ['한 시간마다', 'Hourly'],
  DAILY: ['하루 한 번', 'Daily'],
  urgent: ['급함', 'Urgent'],
  locked: ['회사가 정함', 'Set by the company'],
  quiet: ['조용한 시간', 'Quiet hours'],
  quietOn: ['정한 시간에는 메일과 문자를 미룹니다', 'Hold mails and text messages back for some hours'],
  from: ['부터', 'From'],
  to: ['까지', 'To'],
  days: ['시작하는 요일', 'Days on which they begin'],
  MONDAY: ['월', 'Mon'], TUESDAY: ['화', 'Tue'], WEDNESDAY: ['수', 'Wed'], THURSDAY: ['목', 'Thu'], FRIDAY: ['금', 'Fri'], SATURDAY: ['토', 'Sat'], SUNDAY: ['일', 'Sun'],
  hour: ['하루 한 번 오는 메일의 시각', 'When the daily mail comes'],
  language: ['메일과 문자의 언어', 'Language of mails and text messages'],
  company: ['회사와 같이', 'As the company'],
  save: ['저장', 'Save'],
  saved: ['저장했습니다.', 'Saved.'],
  test: ['시험 알림 받기', 'Send me a test'],
  tested: ['시험 알림을 보냈습니다.', 'A test is on its way.'],
  bounced: ['외부 이메일로 보낸 메일이 되돌아와 더는 보내지 않습니다. 내 정보에서 주소를 확인해 주세요.', 'Mails to your external address came back, so none is sent. Please check it in your profile.'],
  noMail: ['외부 이메일이 없어 메일로는 알릴 수 없습니다.', 'You have no external e-mail, so no mail can reach you.'],
  why: ['왜 왔을까, 왜 안 왔을까', 'Why was I told, or not?'],
  whyAbout: ['알림마다, 길마다 어떻게 정해졌는지입니다.', 'What was decided for each notice and each way.'],
  notice: ['알림', 'Notice'],
  decided: ['어떻게', 'What was decided'],
  when: ['때', 'When'],
  none: ['아직 알림이 없습니다', 'There was no notice yet'],
  failed: ['하지 못했습니다.', 'That did not work.'],
});

const CHANNELS = ['IN_APP', 'EMAIL', 'SMS'] as const;
const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
const DIGESTS = ['NONE', 'HOURLY', 'DAILY'] as const;
type Channel = (typeof CHANNELS)[number];
type Digest = (typeof DIGESTS)[number];
interface Kind { name: string; title: string; category: string; categoryTitle: string; urgent: boolean; channels: Partial<Record<Channel, { on: boolean; standard: boolean; locked: boolean }>>; digest: Digest; digestDefault: Digest }
interface Preferences { language: string | null; quietHours: { from: string; to: string; days: string[] } | null; digestHour: number; email: string | null; emailBounced: boolean; phone: boolean; kinds: Kind[] }
interface Trace { noticeId: string; kind: string; subject: string; channels: { channel: Channel; text: string; at: string; outcome: { state: string; reason: string | null } | null }[] }
const PATH = '/api/notifications/preferences';

export default function NoticePreferences() {
  const t = useT();
  const query = useQuery({ queryKey: ['notice-preferences'], queryFn: () => answer<Preferences>(PATH) });
  const test = async () => {
    try {
      await api('/api/notifications/test', { method: 'POST', headers: { 'Idempotency-Key': onceKey() } });
      notify(t('tested'));
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
  };
  return (
    <Page title={t('title')} about={t('about')} actions={<Button variant="default" onClick={() => void test()}>{t('test')}</Button>}>
      <Answer query={query}>{({ value, etag }) => <PreferenceForm key={etag} seen={value} etag={etag} again={() => void query.refetch()} />}</Answer>
      <Traces />
    </Page>
  );
}

function PreferenceForm({ seen, etag, again }: { seen: Preferences; etag: string | null; again: () => void }) {
  const t = useT();
  const form = useForm({ language: seen.language, quietHours: seen.quietHours, digestHour: seen.digestHour, kinds: seen.kinds }, async (values) => {
    await api(PATH, {
      method: 'PUT', headers: etag ? { 'If-Match': etag } : {},
      body: {
        ...values,
        kinds: values.kinds.map((kind) => ({
          name: kind.name, digest: kind.digest === kind.digestDefault ? null : kind.digest,
          channels: Object.fromEntries(Object.entries(kind.channels).filter(([, way]) => !way.locked && way.on !== way.standard).map(([channel, way]) => [channel, way.on])),
        })),
      },
    });
    notify(t('saved'));
    again();
  });
  const { quietHours: quiet, kinds } = form.values;
  const change = (name: string, of: (kind: Kind) => Partial<Kind>) => form.set({ kinds: kinds.map((kind) => (kind.name === name ? { ...kind, ...of(kind) } : kind)) });
  const turn = (name: string, channel: Channel) => change(name, (kind) => ({ channels: { ...kind.channels, [channel]: { ...kind.channels[channel]!, on: !kind.channels[channel]!.on } } }));
  return (
    <FormBox form={form} submit={t('save')}>
      {seen.emailBounced ? <Note tone="wait">{t('bounced')}</Note> : !seen.email && <Note>{t('noMail')}</Note>}
      <Panel title={t('kinds')}>
        <div className="d-table-scroll" tabIndex={0} role="region" aria-label={t('kinds')}>
          <table className="d-table">
            <thead><tr><th scope="col">{t('kind')}</th>{CHANNELS.map((channel) => <th key={channel} scope="col">{t(channel)}</th>)}<th scope="col">{t('digest')}</th></tr></thead>
            <tbody>
              {kinds.map((kind) => (
                <tr key={kind.name}>
                  <td data-title={t('kind')}><span>{kind.categoryTitle} · {kind.title} {kind.urgent && <Tag tone="wait">{t('urgent')}</Tag>}</span></td>
                  {CHANNELS.map((channel) => {
                    const way = kind.channels[channel];
                    return <td key={channel} data-title={t(channel)}>{way && <Checkbox aria-label={`${kind.title}: ${t(channel)}`} title={way.locked ? t('locked') : undefined} checked={way.on} disabled={way.locked} onChange={() => turn(kind.name, channel)} />}</td>;
                  })}
                  <td data-title={t('digest')}>{kind.urgent ? '–' : <Select size="xs" w={130} aria-label={`${kind.title}: ${t('digest')}`} allowDeselect={false} value={kind.digest} onChange={(digest) => digest && change(kind.name, () => ({ digest: digest as Digest }))} data={DIGESTS.map((value) => ({ value, label: t(value) }))} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Panel title={t('quiet')}>
        <div className="d-form">
          <Switch label={t('quietOn')} checked={!!quiet} onChange={(event) => form.set({ quietHours: event.currentTarget.checked ? { from: '19:00', to: '08:00', days: [...DAYS] } : null })} />
          {quiet && (
            <>
              <div className="d-form-row">
                <TextInput type="time" label={t('from')} value={quiet.from} error={form.error('quietHours.from')} onChange={(event) => form.set({ quietHours: { ...quiet, from: event.currentTarget.value } })} />
                <TextInput type="time" label={t('to')} value={quiet.to} error={form.error('quietHours.to')} onChange={(event) => form.set({ quietHours: { ...quiet, to: event.currentTarget.value } })} />
              </div>
              <fieldset className="d-choices"><legend>{t('days')}</legend><span className="d-actions">
                {DAYS.map((day) => <Checkbox key={day} label={t(day)} checked={quiet.days.includes(day)}
                  onChange={() => form.set({ quietHours: { ...quiet, days: quiet.days.includes(day) ? quiet.days.filter((one) => one !== day) : [...quiet.days, day] } })} />)}
              </span></fieldset>
            </>
          )}
          <div className="d-form-row">
            <Select label={t('hour')} allowDeselect={false} value={String(form.values.digestHour)} onChange={(hour) => hour && form.set({ digestHour: Number(hour) })}
              data={Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }))} />
            <Select label={t('language')} allowDeselect={false} value={form.values.language ?? ''} onChange={(next) => form.set({ language: next || null })}
              data={[{ value: '', label: t('company') }, { value: 'ko', label: '한국어' }, { value: 'en', label: 'English' }]} />
          </div>
        </div>
      </Panel>
    </FormBox>
  );
}

function Traces() {
  const t = useT();
  const list = useList<Trace>('/api/notifications/trace', 50);
  return (
    <Panel title={t('why')}>
      <p className="d-quiet">{t('whyAbout')}</p>
      <DataTable label={t('why')} list={list} id={(row) => row.noticeId} empty={<Empty title={t('none')} icon="bell" />} columns={[
        { key: 'notice', title: t('notice'), value: (row) => row.subject, render: (row) => <b>{row.subject}</b> },
        { key: 'decided', title: t('decided'), value: (row) => row.channels.map((way) => way.text).join(' '), render: (row) => <span>{row.channels.map((way) => <span key={way.channel} style={{ display: 'block' }}>{t(way.channel)}: {way.text}{way.outcome?.reason && ` (${way.outcome.reason})`}</span>)}</span> },
        { key: 'when', title: t('when'), value: (row) => row.channels[0]?.at, render: (row) => formatTime(row.channels[0]?.at) },
      ]} />
    </Panel>
  );
}
