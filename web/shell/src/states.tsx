import { inLanguage, useLanguage, type Pair } from '@dure/sdk';
import { Tag, type Tone } from '@dure/ui-kit';

/** What the API's states are called, and how urgent they look. */
const STATES: Record<string, [Tone, Pair]> = {
  // domains and their records
  REQUESTED: ['wait', ['신청함', 'Requested']],
  AWAITING_DNS: ['wait', ['DNS를 기다림', 'Waiting for DNS']],
  OPEN: ['good', ['열림', 'Open']],
  UNCHECKED: ['plain', ['아직 확인 안 함', 'Not looked up yet']],
  FOUND: ['good', ['맞음', 'Found']],
  MISSING: ['wait', ['없음', 'Missing']],
  OTHER: ['bad', ['다른 값', 'Something else']],
  UNANSWERED: ['wait', ['답이 없음', 'No answer']],
  // companies
  READ_ONLY: ['wait', ['읽기만', 'Read only']],
  SUSPENDED: ['bad', ['멈춤', 'Suspended']],
  CLOSED: ['bad', ['닫힘', 'Closed']],
  // requests to the service centre
  SCHEDULED: ['info', ['예약됨', 'Scheduled']],
  APPLIED: ['good', ['적용됨', 'Applied']],
  REFUSED: ['bad', ['거절됨', 'Refused']],
  WITHDRAWN: ['plain', ['거둠', 'Withdrawn']],
  // quotes
  DRAFT: ['plain', ['작성함', 'Draft']],
  ACCEPTED: ['good', ['승낙', 'Agreed']],
  ORDERED: ['good', ['주문함', 'Ordered']],
  EXPIRED: ['bad', ['기한 지남', 'Expired']],
  // invoices, transfers and arrears
  PARTLY_PAID: ['wait', ['일부 냄', 'Partly paid']],
  PAID: ['good', ['냄', 'Paid']],
  OVERDUE: ['bad', ['기한 지남', 'Overdue']],
  TRANSFER_OPEN: ['wait', ['정해야 함', 'Waits']],
  TRANSFER_ASSIGNED: ['good', ['맞춤', 'Assigned']],
  TRANSFER_IGNORED: ['plain', ['우리 것이 아님', 'Not ours']],
  NONE: ['good', ['이상 없음', 'None']],
  REMINDED: ['wait', ['독촉함', 'Reminded']],
  // mails and what waits for its turn
  QUEUED: ['wait', ['보내는 중', 'Queued']],
  SENT: ['good', ['보냄', 'Sent']],
  FAILED: ['bad', ['실패', 'Failed']],
  // health
  UP: ['good', ['정상', 'Up']],
  DEGRADED: ['wait', ['일부 이상', 'Degraded']],
  DOWN: ['bad', ['멈춤', 'Down']],
};

/** A state's name in the language of the screen; one that is not known is shown as it came. */
export const stateName = (state: string): string => (STATES[state] ? inLanguage(STATES[state][1]) : state);

export function State({ of }: { of: string }) {
  useLanguage();
  return <Tag tone={STATES[of]?.[0] ?? 'plain'}>{stateName(of)}</Tag>;
}
