// What /api/approval says, and the words for it; docs/approval.md is the contract.
import { inLanguage, language, useMe, type Pair } from '@dure/sdk';
import type { StoredFile, Tone } from '@dure/ui-kit';

export const API = '/api/approval';

export interface Text { ko: string; en: string }
export const say = (text: Text | null | undefined): string => (text ? inLanguage([text.ko, text.en]) : '');

export interface Who { accountId: string; name: string; position: string | null; duty: string | null; departmentId: string | null; departmentName: string | null }
/** 구매팀 팀장: where and as what. */
export const postOf = (who: Who | null | undefined): string => [who?.departmentName, who?.duty ?? who?.position].filter(Boolean).join(' ');

export type State = 'DRAFT' | 'IN_PROGRESS' | 'ON_HOLD' | 'REJECTED' | 'WITHDRAWN' | 'COMPLETED' | 'CANCELLED';
export const STATES: Record<State, { text: Pair; tone: Tone }> = {
  DRAFT: { text: ['임시저장', 'Draft'], tone: 'plain' },
  IN_PROGRESS: { text: ['진행', 'In progress'], tone: 'info' },
  ON_HOLD: { text: ['보류', 'On hold'], tone: 'wait' },
  REJECTED: { text: ['반려', 'Rejected'], tone: 'bad' },
  WITHDRAWN: { text: ['회수', 'Withdrawn'], tone: 'plain' },
  COMPLETED: { text: ['완결', 'Completed'], tone: 'good' },
  CANCELLED: { text: ['취소', 'Cancelled'], tone: 'bad' },
};

export type Role = 'APPROVAL' | 'FINAL' | 'DEPUTY' | 'PRIOR' | 'LATER' | 'AGREEMENT' | 'ASSISTANCE' | 'REFERENCE' | 'READING' | 'CIRCULATION' | 'RECEIVING' | 'REPORT';
export const ROLES: Record<Role, Pair> = {
  APPROVAL: ['결재', 'Approval'],
  FINAL: ['전결', 'Final decision'],
  DEPUTY: ['대결', 'Deputy'],
  PRIOR: ['선결', 'Prior approval'],
  LATER: ['후결', 'Later approval'],
  AGREEMENT: ['합의', 'Agreement'],
  ASSISTANCE: ['협조', 'Assistance'],
  REFERENCE: ['참조', 'Reference'],
  READING: ['열람', 'Reading'],
  CIRCULATION: ['공람', 'Circulation'],
  RECEIVING: ['수신', 'Receiving'],
  REPORT: ['후열', 'Report'],
};
/** Roles that can be given by hand; a report comes by itself. */
export const GIVEN = (Object.keys(ROLES) as Role[]).filter((role) => role !== 'REPORT');
/** Roles without a place in the order. */
export const ASIDE: ReadonlySet<Role> = new Set<Role>(['REFERENCE', 'READING', 'CIRCULATION', 'RECEIVING', 'REPORT']);
/** Roles whose seals stand in the grid of the paper. */
export const SEALED: ReadonlySet<Role> = new Set<Role>(['APPROVAL', 'FINAL', 'DEPUTY', 'PRIOR', 'LATER']);
/** Roles that a department can have. */
export const FOR_DEPARTMENTS: ReadonlySet<Role> = new Set<Role>(['AGREEMENT', 'ASSISTANCE', 'RECEIVING', 'REFERENCE', 'READING', 'CIRCULATION']);

export type StepState = 'WAITING' | 'ACTIVE' | 'HELD' | 'APPROVED' | 'REJECTED' | 'AGREED' | 'DISAGREED' | 'PASSED' | 'CONFIRMING' | 'DONE' | 'OBJECTED' | 'RECEIVED' | 'RETURNED' | 'FINISHED' | 'ENDED';
export const STEP_STATES: Record<StepState, { text: Pair; tone: Tone }> = {
  WAITING: { text: ['예정', 'To come'], tone: 'plain' },
  ACTIVE: { text: ['대기', 'Waiting'], tone: 'wait' },
  HELD: { text: ['보류', 'On hold'], tone: 'wait' },
  APPROVED: { text: ['승인', 'Approved'], tone: 'good' },
  REJECTED: { text: ['반려', 'Rejected'], tone: 'bad' },
  AGREED: { text: ['찬성', 'Agreed'], tone: 'good' },
  DISAGREED: { text: ['반대', 'Disagreed'], tone: 'bad' },
  PASSED: { text: ['전결', 'Passed over'], tone: 'plain' },
  CONFIRMING: { text: ['확인 대기', 'To confirm'], tone: 'wait' },
  DONE: { text: ['확인', 'Seen'], tone: 'good' },
  OBJECTED: { text: ['이의', 'Objected'], tone: 'bad' },
  RECEIVED: { text: ['접수', 'Received'], tone: 'info' },
  RETURNED: { text: ['반송', 'Returned'], tone: 'bad' },
  FINISHED: { text: ['처리완료', 'Finished'], tone: 'good' },
  ENDED: { text: ['끝남', 'Ended'], tone: 'plain' },
};

export interface Step {
  id: string; order: number; role: Role; state: StepState; parent: string | null; who: Who | null; departmentId: string | null; departmentName: string | null;
  via: { id: string; name: string } | null; forWho: Who | null; actedBy: Who | null; onBehalf: boolean; actedAt: string | null; comment: string | null; signature: string | null;
  deputy: Who | null; deadline: string | null; receiptNumber: string | null; assignee?: Who | null;
}
/** A step as people name it; the order of roles that have none means nothing. */
export interface LineStep { order: number | null; role: Role; accountId: string | null; departmentId: string | null; forAccountId: string | null }

export type Act =
  | 'submit' | 'approve' | 'reject' | 'agree' | 'disagree' | 'object' | 'hold' | 'resume' | 'ask' | 'answer' | 'withdraw' | 'redraft' | 'cancel'
  | 'add-approver' | 'exchange-approver' | 'acknowledge' | 'open-line' | 'receive' | 'return' | 'assign' | 'finish';
export const ACTS: Record<Act, Pair> = {
  submit: ['상신', 'Submit'],
  approve: ['승인', 'Approve'],
  reject: ['반려', 'Reject'],
  agree: ['찬성', 'Agree'],
  disagree: ['반대', 'Disagree'],
  object: ['이의', 'Object'],
  hold: ['보류', 'Hold'],
  resume: ['보류 해제', 'Resume'],
  ask: ['질문', 'Ask'],
  answer: ['답변', 'Answer'],
  withdraw: ['회수', 'Withdraw'],
  redraft: ['재기안', 'Redraft'],
  cancel: ['취소 기안', 'Draft a cancellation'],
  'add-approver': ['결재자 추가', 'Add an approver'],
  'exchange-approver': ['결재자 변경', 'Exchange an approver'],
  acknowledge: ['확인', 'Confirm'],
  'open-line': ['부서 결재선 열기', 'Open the department’s line'],
  receive: ['접수', 'Receive'],
  return: ['반송', 'Return'],
  assign: ['담당 지정', 'Assign'],
  finish: ['처리완료', 'Finish'],
};
export interface Allowed { act: Act; step: string | null; onBehalfOf: Who | null }

export interface Linked { id: string; title: string; number: string | null; state: State }

export interface Definition { format: number; purpose: string | null; fields: Field[]; meaning: Record<string, string | null>; rules: { check: string; field: string; message: Text }[] }
export type Kind = 'text' | 'rich-text' | 'number' | 'money' | 'date' | 'time' | 'period' | 'select' | 'table' | 'person' | 'department' | 'automatic';
export type Rounding = 'HALF_UP' | 'DOWN' | 'UP';
/** A field of a form; which of the later parts it has depends on its kind. */
export interface Field {
  kind: Kind; key: string; label: Text; help?: Text | null; required?: boolean;
  maxLength?: number | null; multiline?: boolean;
  decimals?: number | null; min?: number | null; max?: number | null; step?: number | null; unit?: Text | 'DAYS' | 'MINUTES' | null;
  currency?: string | null; formula?: string | null; rounding?: Rounding | null; inWords?: boolean;
  maxDays?: number | null; options?: { value: string; label: Text }[]; multiple?: boolean;
  columns?: Field[]; minRows?: number | null; maxRows?: number | null; sums?: string[]; source?: string;
}
export type Values = Record<string, unknown>;
export interface Named { id: string; name: string }

export interface Document {
  id: string; formId: string; formVersion: number; formCode: string; formName: string | Text; title: string; state: State; number: string | null;
  version: number; revision: number; laterPending: boolean; urgent: boolean; security: Security; retention: Retention; retainUntil: string | null;
  drafter: Who; createdAt: string; submittedAt: string | null; completedAt: string | null; destroyedAt?: string | null;
  definition: Definition; values: Values; lockedFields: string[]; origin: { system: string; reference: string } | null;
  line: Step[]; linked: Linked[]; attachments: StoredFile[];
  redraftOf: string | null; cancels: string | null; cancelledBy: string | null; allowed: Allowed[];
}
export interface Outcome { id: string; state: State; version: number; number: string | null; created: string | null }
export interface HistoryEntry {
  id?: string; at: string; act: string; by: Who | null; onBehalfOf: Who | null; role?: Role | null; comment: string | null; address?: string | null;
  detail?: string | null; revision?: number | null;
}
export interface Revision { revision: number; at: string; by: Who | null; changes: { field: string; before: unknown; after: unknown }[] }
export interface Question { id: string; askedBy: Who; askedOf: Who; text: string; at: string; answer: string | null; answeredAt: string | null }

export type Box = 'drafts' | 'waiting' | 'upcoming' | 'in-progress' | 'done' | 'rejected' | 'referred' | 'received' | 'department' | 'archive';
export interface Row {
  id: string; title: string; formName: string | Text; number: string | null; state: State; urgent: boolean; security: Security; drafterName: string;
  drafterDepartment: string | null; createdAt: string; submittedAt: string | null; completedAt: string | null; version: number; attachments: number;
  step: { id: string; role: Role; state: StepState; forName: string | null } | null; laterPending: boolean;
}
export interface FormRow { id: string; code: string; name: Text; category: Text; state: 'PUBLISHED' | 'RETIRED'; version: number; favourite: boolean }
export interface RuleStep { order: number; role: Role; kind: 'SUPERIOR' | 'HEAD' | 'ACCOUNT' | 'DEPARTMENT'; level: number | null; departmentId: string | null; accountId: string | null; from: number | null; below: number | null }
export interface Form {
  id: string; code: string; name: Text; category: string | Text | null; state: 'PUBLISHED' | 'RETIRED'; version: number; definition: Definition;
  retention: Retention; security: Security; approverMayEdit: boolean; number: { pattern: string; scope: 'DEPARTMENT' | 'FORM' | 'COMPANY' };
  lineRule: { locked: boolean; steps: RuleStep[] };
}
export interface Planned { step: LineStep; who: Who | null; departmentName: string | null; reason: Text | null }
export interface Plan { locked: boolean; steps: Planned[]; warnings: Text[] }

export const RETENTIONS = {
  Y1: ['1년', '1 year'], Y3: ['3년', '3 years'], Y5: ['5년', '5 years'], Y10: ['10년', '10 years'], Y30: ['30년', '30 years'],
  SEMI_PERMANENT: ['준영구', 'Semi-permanent'], PERMANENT: ['영구', 'Permanent'],
} as const satisfies Record<string, Pair>;
export type Retention = keyof typeof RETENTIONS;
export const SECURITIES = {
  GENERAL: ['일반', 'General'], CONFIDENTIAL: ['대외비', 'Confidential'], SECRET: ['비밀', 'Secret'],
} as const satisfies Record<string, Pair>;
export type Security = keyof typeof SECURITIES;

/** Choices in the caller's language. */
export const choices = <K extends string>(of: Record<K, Pair | { text: Pair }>, only?: readonly K[]): { value: K; label: string }[] =>
  (only ?? (Object.keys(of) as K[])).map((value) => {
    const one = of[value] as Pair | { text: Pair };
    return { value, label: inLanguage('text' in one ? one.text : one) };
  });

/** A name that is one text or one in each language. */
export const named = (name: string | Text | null | undefined): string => (typeof name === 'string' ? name : say(name));

/** Two minutes ago, in words. */
export function ago(instant: string): string {
  const seconds = (new Date(instant).getTime() - Date.now()) / 1000;
  const [unit, size] = ([['day', 86400], ['hour', 3600], ['minute', 60]] as const).find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** Whether the caller holds a right of the company's administration of e-approval. */
export function useMay(permission: 'approval.forms' | 'approval.manage' | 'approval.archive'): boolean {
  const me = useMe();
  return !!me && (me.account.administrator || me.permissions.includes(permission));
}

/** The company's name, as the page was made for it. */
export const company = (): string => document.querySelector<HTMLMetaElement>('meta[name=dure-tenant]')?.content ?? '';
