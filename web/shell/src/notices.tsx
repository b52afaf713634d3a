import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { api, formatTime, messages, onLive, useGet, useList } from '@dure/sdk';
import { ActionIcon, Button, Drawer, Empty, Failure, Icon, Loading, SegmentedControl, notify, reason } from '@dure/ui-kit';

const useT = messages({
  bell: ['알림 {n}개', '{n} notices'],
  title: ['알림', 'Notices'],
  unread: ['안 읽음', 'Unread'],
  all: ['전체', 'All'],
  read: ['모두 읽음', 'Mark all read'],
  none: ['새 알림이 없습니다', 'Nothing new'],
  noneAbout: ['결재할 문서나 나를 부른 일이 있으면 여기에 바로 나타납니다.', 'What waits for you or names you appears here at once.'],
  more: ['더 보기', 'Show more'],
  settings: ['알림 설정', 'How I am told'],
  urgent: ['급함', 'Urgent'],
  fresh: ['읽지 않음', 'Not read'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
});

interface Notice {
  id: string; category: string; categoryTitle: string; urgent: boolean; subject: string; body: string | null; link: string | null;
  actions: { label: string; link: string }[]; createdAt: string; readAt: string | null;
}

const PATH = '/api/notifications';

/** The bell: what was not read as a dot and a figure, and all notices in a drawer. */
export function Notices() {
  const t = useT();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const unread = useGet<{ total: number }>(`${PATH}/unread-count`);
  const again = () => queries.invalidateQueries({ predicate: (query) => String(query.queryKey[1]).startsWith(PATH) });
  useEffect(() => onLive('notification', () => void again()), []);
  const total = unread.data?.total ?? 0;
  return (
    <>
      <ActionIcon className="s-bell" variant="subtle" color="gray" size={34} aria-label={t('bell', { n: total })} title={t('title')} onClick={() => setOpen(true)}>
        <Icon name="bell" />{total > 0 && <span aria-hidden="true" data-count={total > 99 ? '99+' : total} />}
      </ActionIcon>
      <Drawer opened={open} onClose={() => setOpen(false)} position="right" size={400} title={t('title')} closeButtonProps={{ 'aria-label': t('close') }}>
        {open && <NoticeList again={again} onGo={() => setOpen(false)} />}
      </Drawer>
    </>
  );
}

function NoticeList({ again, onGo }: { again: () => Promise<void>; onGo: () => void }) {
  const t = useT();
  const [only, setOnly] = useState('unread');
  const list = useList<Notice>(`${PATH}${only === 'unread' ? '?unread=true' : ''}`, 50);
  const mark = async (path: string) => {
    try {
      await api(path, { method: 'POST' });
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    await again();
  };
  const go = (notice: Notice) => {
    if (!notice.readAt) void mark(`${PATH}/${notice.id}/read`);
    onGo();
  };
  return (
    <>
      <div className="d-panel-head">
        <SegmentedControl size="xs" aria-label={t('title')} value={only} onChange={setOnly} data={[{ value: 'unread', label: t('unread') }, { value: '', label: t('all') }]} />
        <span className="d-actions">
          <Button size="compact-xs" variant="default" onClick={() => void mark(`${PATH}/read`)}>{t('read')}</Button>
          <Link to="/me/notices" onClick={onGo} aria-label={t('settings')} title={t('settings')}><Icon name="settings" size={17} /></Link>
        </span>
      </div>
      {list.loading ? <Loading /> : list.error ? <Failure error={list.error} retry={list.retry} />
        : list.rows.length === 0 ? <Empty title={t('none')} icon="bell">{t('noneAbout')}</Empty> : (
          <ul className="s-notices">
            {list.rows.map((notice) => (
              <li key={notice.id} data-unread={notice.readAt ? undefined : ''}>
                <small>{!notice.readAt && <span className="d-sr">{t('fresh')} · </span>}{notice.categoryTitle}{notice.urgent && ` · ${t('urgent')}`} · {formatTime(notice.createdAt)}</small>
                {notice.link ? <Link to={notice.link} onClick={() => go(notice)}>{notice.subject}</Link> : <b>{notice.subject}</b>}
                {notice.body && <p>{notice.body}</p>}
                {notice.actions.length > 0 && <span className="d-actions">{notice.actions.map((action) => <Button key={action.link} size="compact-xs" variant="default" component={Link} to={action.link} onClick={() => go(notice)}>{action.label}</Button>)}</span>}
              </li>
            ))}
          </ul>
        )}
      {list.more && <Button variant="default" fullWidth loading={list.loadingMore} onClick={list.more}>{t('more')}</Button>}
    </>
  );
}
