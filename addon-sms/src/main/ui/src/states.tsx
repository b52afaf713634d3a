import { inLanguage, useLanguage, type Pair } from '@dure/sdk';
import { Tag, type Tone } from '@dure/ui-kit';

/** What the API's states are called, and how urgent they look. */
const STATES: Record<string, [Tone, Pair]> = {
  // messages
  ACCEPTED: ['good', ['접수함', 'Accepted']],
  AWAITING_APPROVAL: ['wait', ['승인을 기다림', 'Awaits approval']],
  CANCELLED: ['plain', ['취소함', 'Cancelled']],
  REJECTED: ['bad', ['거절됨', 'Refused']],
  // recipients
  QUEUED: ['wait', ['보내는 중', 'Queued']],
  SENT: ['info', ['보냄', 'Sent']],
  DELIVERED: ['good', ['도착함', 'Delivered']],
  FAILED: ['bad', ['실패', 'Failed']],
  UNKNOWN: ['wait', ['알 수 없음', 'Unknown']],
  // sender numbers
  REQUESTED: ['wait', ['승인을 기다림', 'Awaits approval']],
  APPROVED: ['good', ['승인됨', 'Approved']],
  EXPIRED: ['bad', ['기한 지남', 'Expired']],
};

/** A state's name in the language of the screen; one that is not known is shown as it came. */
export const stateName = (state: string): string => (STATES[state] ? inLanguage(STATES[state][1]) : state);

export function State({ of }: { of: string }) {
  useLanguage();
  return <Tag tone={STATES[of]?.[0] ?? 'plain'}>{stateName(of)}</Tag>;
}
