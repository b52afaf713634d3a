import { Link, NavLink, useLocation } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { inLanguage, messages, useGet, useList, useLive, type Pair } from '@dure/sdk';
import { Button, Icon } from '@dure/ui-kit';
import { readLists } from './acts';
import { API, say, useMay, type Box, type FormRow } from './model';

const useT = messages({
  write: ['기안하기', 'New document'],
  favourites: ['즐겨찾는 양식', 'Favourite forms'],
  manage: ['관리', 'Manage'],
  boxes: ['문서함', 'Boxes'],
  count: ['{n}건', '{n}'],
});

export const BOXES: Record<Box, { text: Pair; icon: string }> = {
  waiting: { text: ['결재 대기', 'Waiting for me'], icon: 'M6.5 7h11|M6.5 17h11|M6 20v-2a6 6 0 1 1 12 0v2a1 1 0 0 1 -1 1h-10a1 1 0 0 1 -1 -1|M6 4v2a6 6 0 1 0 12 0v-2a1 1 0 0 0 -1 -1h-10a1 1 0 0 0 -1 1' },
  upcoming: { text: ['결재 예정', 'Upcoming'], icon: 'M3 12a9 9 0 1 0 18 0a9 9 0 0 0 -18 0|M12 7v5l3 3' },
  drafts: { text: ['임시저장', 'Drafts'], icon: 'M4 20h4l10.5 -10.5a2.828 2.828 0 1 0 -4 -4l-10.5 10.5v4|M13.5 6.5l4 4' },
  'in-progress': { text: ['결재 진행', 'In progress'], icon: 'M10 14l11 -11|M21 3l-6.5 18a.55 .55 0 0 1 -1 0l-3.5 -7l-7 -3.5a.55 .55 0 0 1 0 -1l18 -6.5' },
  done: { text: ['완료 문서', 'Completed'], icon: 'M14 3v4a1 1 0 0 0 1 1h4|M17 21h-10a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2h7l5 5v11a2 2 0 0 1 -2 2|M9 15l2 2l4 -4' },
  rejected: { text: ['반려·회수', 'Rejected, withdrawn'], icon: 'M9 14l-4 -4l4 -4|M5 10h11a4 4 0 1 1 0 8h-1' },
  referred: { text: ['참조·열람', 'Referred to me'], icon: 'M10 12a2 2 0 1 0 4 0a2 2 0 0 0 -4 0|M21 12c-2.4 4 -5.4 6 -9 6c-3.6 0 -6.6 -2 -9 -6c2.4 -4 5.4 -6 9 -6c3.6 0 6.6 2 9 6' },
  received: { text: ['수신', 'Received'], icon: 'M4 6a2 2 0 0 1 2 -2h12a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-12a2 2 0 0 1 -2 -2l0 -12|M4 13h3l3 3h4l3 -3h3' },
  department: { text: ['부서 문서함', 'Department'], icon: 'M5 4h4l3 3h7a2 2 0 0 1 2 2v8a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-11a2 2 0 0 1 2 -2' },
  archive: { text: ['전사 문서함', 'Archive'], icon: 'M3 6a2 2 0 0 1 2 -2h14a2 2 0 0 1 2 2a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2|M5 8v10a2 2 0 0 0 2 2h10a2 2 0 0 0 2 -2v-10|M10 12l4 0' },
};

const FORM = 'M14 3v4a1 1 0 0 0 1 1h4|M17 21h-10a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2h7l5 5v11a2 2 0 0 1 -2 2';
const MANAGE: { path: string; text: Pair; icon: string; needs: 'approval.forms' | 'approval.manage' }[] = [
  { path: 'forms', text: ['양식', 'Forms'], icon: FORM, needs: 'approval.forms' },
  { path: 'settings', text: ['결재 규칙', 'Rules'], icon: 'M4 10a2 2 0 1 0 4 0a2 2 0 0 0 -4 0|M6 4v4|M6 12v8|M10 16a2 2 0 1 0 4 0a2 2 0 0 0 -4 0|M12 4v10|M12 18v2|M16 7a2 2 0 1 0 4 0a2 2 0 0 0 -4 0|M18 4v1|M18 9v11', needs: 'approval.manage' },
  { path: 'officers', text: ['문서 담당자', 'Officers'], icon: 'M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0|M3 21v-2a4 4 0 0 1 4 -4h4a4 4 0 0 1 4 4v2|M16 11h6m-3 -3v6', needs: 'approval.manage' },
  { path: 'register', text: ['문서번호 대장', 'Register'], icon: 'M11 6h9|M11 12h9|M12 18h8|M4 16a2 2 0 1 1 4 0c0 .591 -.5 1 -1 1.5l-3 2.5h4|M6 10v-6l-2 2', needs: 'approval.manage' },
  { path: 'retention', text: ['보존 만료', 'Retention'], icon: 'M12 8l0 4l2 2|M3.05 11a9 9 0 1 1 .5 4m-.5 5v-5h5', needs: 'approval.manage' },
];

/** The app's side menu: drafting, the boxes with what is in them, favourite forms, administration. */
export function Nav() {
  const t = useT();
  const queries = useQueryClient();
  const { pathname } = useLocation();
  const counts = useGet<Record<string, number>>(`${API}/boxes`);
  const forms = useList<FormRow>(`${API}/forms`, 200);
  const [mayForms, mayManage, mayArchive] = [useMay('approval.forms'), useMay('approval.manage'), useMay('approval.archive')];
  // What waits for whom is told by a notice; an open document hears of its own changes.
  useLive('notification', () => void readLists(queries));
  const favourites = forms.rows.filter((form) => form.favourite && form.state === 'PUBLISHED').slice(0, 8);
  const manage = MANAGE.filter((one) => (one.needs === 'approval.forms' ? mayForms : mayManage));
  const entry = (to: string, title: string, icon: string, count?: number) => (
    <NavLink key={to} to={`/app/approval/${to}`}><Icon path={icon} size={17} />{title}{count ? <b className="a-count"><span aria-hidden="true">{count >= 100 ? '99+' : count}</span><span className="d-sr">{t('count', { n: count })}</span></b> : null}</NavLink>
  );
  return (
    <div className="a-nav">
      <Button component={Link} to="/app/approval/new" size="sm" fullWidth leftSection={<Icon path={`${FORM}|M12 11v6|M9 14h6`} size={17} />} aria-current={pathname.endsWith('/approval/new') ? 'page' : undefined} className="a-write-button">{t('write')}</Button>
      {(Object.keys(BOXES) as Box[]).filter((box) => box !== 'archive' || mayArchive).map((box) =>
        entry(`box/${box}`, inLanguage(BOXES[box].text), BOXES[box].icon, counts.data?.[box]))}
      {favourites.length > 0 && <><h3>{t('favourites')}</h3>{favourites.map((form) => entry(`new/${form.id}`, say(form.name), FORM))}</>}
      {entry('mine', inLanguage(['내 도장·결재선', 'My seal and lines']), 'M21 17.85h-18c0 -4.05 1.421 -4.05 3.79 -4.05c5.21 0 1.21 -4.59 1.21 -6.8a4 4 0 1 1 8 0c0 2.21 -4 6.8 1.21 6.8c2.369 0 3.79 0 3.79 4.05|M5 21h14')}
      {manage.length > 0 && <><h3>{t('manage')}</h3>{manage.map((one) => entry(`admin/${one.path}`, inLanguage(one.text), one.icon))}</>}
    </div>
  );
}
