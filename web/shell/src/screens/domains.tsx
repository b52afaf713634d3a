import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, formatDay, formatTime, messages, useWhole } from '@dure/sdk';
import { Button, Empty, Failure, Facts, Loading, Note, Page, Tag, confirm, notify, reason } from '@dure/ui-kit';
import { State } from '../states';

const useT = messages({
  title: ['도메인', 'Domains'],
  about: ['회사 주소와 메일 도메인, 그리고 등록해야 할 DNS 레코드입니다.', 'The company’s hosts and mail domains, and the DNS records they need.'],
  none: ['도메인이 없습니다', 'There are no domains'],
  free: ['무료 주소', 'Free host'],
  primary: ['대표', 'Primary'],
  mail: ['메일 도메인', 'Mail domain'],
  asked: ['신청한 날', 'Applied for'],
  opened: ['열린 때', 'Opened'],
  checked: ['마지막 확인', 'Last look-up'],
  here: ['메일이 여기로 온 때', 'Mail comes here since'],
  elsewhere: ['아직 다른 메일 시스템이 받고 있습니다. 옮기면 그때부터 메일이 여기로 옵니다.', 'Another system still has the mail. From the move on it comes here.'],
  look: ['지금 확인', 'Look up now'],
  move: ['메일 옮기기', 'Move the mail'],
  moveAsk: ['{name}의 메일을 옮길까요?', 'Move the mail of {name}?'],
  moveAbout: ['MX 레코드가 여기를 가리키는지 먼저 확인합니다. 한 도메인의 메일은 한 곳에서만 받습니다.', 'The MX records must lead here; this is looked up first. Only one system can have a domain’s mail.'],
  moved: ['이제 메일이 여기로 옵니다.', 'The mail comes here now.'],
  records: ['{host}의 DNS 레코드', 'DNS records of {host}'],
  type: ['종류', 'Type'],
  name: ['이름', 'Name'],
  value: ['값', 'Value'],
  seen: ['확인 결과', 'What was seen'],
  no: ['취소', 'Cancel'],
  failed: ['하지 못했습니다.', 'That did not work.'],
});

interface DnsRecord { type: string; name: string; value: string; state: string; remark: string | null }
interface Domain {
  id: string; host: string | null; mailDomain: string | null; state: string; shared: boolean; primary: boolean; requestedOn: string;
  records: DnsRecord[]; checkedAt: string | null; openedAt: string | null; mailHereAt: string | null;
}

export default function Domains() {
  const t = useT();
  const list = useWhole<Domain>('/api/identity/domains');
  return (
    <Page title={t('title')} about={t('about')}>
      {list.loading ? <Loading /> : list.error ? <Failure error={list.error} retry={list.retry} />
        : list.rows.length === 0 ? <Empty title={t('none')} icon="world" /> : list.rows.map((domain) => <One key={domain.id} domain={domain} />)}
    </Page>
  );
}

function One({ domain }: { domain: Domain }) {
  const t = useT();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const host = domain.host ?? domain.mailDomain ?? '–';
  const act = async (path: string, done?: string) => {
    setBusy(true);
    try {
      await api(`/api/identity/domains/${domain.id}/${path}`, { method: 'POST' });
      if (done) notify(done);
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    } finally {
      setBusy(false);
      await queries.invalidateQueries();
    }
  };
  const move = async () => {
    if (await confirm({ title: t('moveAsk', { name: domain.mailDomain ?? host }), text: t('moveAbout'), yes: t('move'), no: t('no') })) await act('mail-move', t('moved'));
  };
  return (
    <section className="d-panel">
      <div className="d-panel-head">
        <h2>{host} <State of={domain.state} /> {domain.primary && <Tag tone="info">{t('primary')}</Tag>} {domain.shared && <Tag>{t('free')}</Tag>}</h2>
        <div className="d-actions">
          {!domain.shared && domain.mailDomain && !domain.mailHereAt && <Button variant="default" loading={busy} onClick={() => void move()}>{t('move')}</Button>}
          {domain.records.length > 0 && <Button variant="default" loading={busy} onClick={() => void act('checks')}>{t('look')}</Button>}
        </div>
      </div>
      {!domain.shared && domain.mailDomain && !domain.mailHereAt && <Note tone="wait">{t('elsewhere')}</Note>}
      <Facts of={[
        [t('mail'), domain.mailDomain ?? '–'], [t('asked'), formatDay(domain.requestedOn)], [t('opened'), formatTime(domain.openedAt)],
        ...(domain.records.length ? [[t('checked'), formatTime(domain.checkedAt)] as [string, string]] : []),
        ...(domain.mailHereAt ? [[t('here'), formatTime(domain.mailHereAt)] as [string, string]] : []),
      ]} />
      {domain.records.length > 0 && (
        <div className="d-table-scroll" tabIndex={0} role="region" aria-label={t('records', { host })} style={{ marginTop: 14 }}>
          <table className="d-table">
            <thead><tr>{(['type', 'name', 'value', 'seen'] as const).map((key) => <th key={key} scope="col">{t(key)}</th>)}</tr></thead>
            <tbody>
              {domain.records.map((record) => (
                <tr key={record.type + record.name + record.value}>
                  <td data-title={t('type')}>{record.type}</td>
                  <td data-title={t('name')}><code>{record.name}</code></td>
                  <td data-title={t('value')}><code>{record.value}</code></td>
                  <td data-title={t('seen')}><span><State of={record.state} /> <span className="d-quiet">{record.remark}</span></span></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
