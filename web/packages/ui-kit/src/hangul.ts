import { convertQwertyToHangul, disassemble, getChoseong, numberToHangul } from 'es-hangul';

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, '');

/**
 * Whether a text matches what was typed: as it stands, by initial consonants (ㄱㅈ finds 결재), half a syllable in
 * (메이 finds 메일), or typed with the input method off (apdlf finds 메일).
 */
export function found(text: string, typed: string): boolean {
  const [hay, needle] = [plain(text), plain(typed)];
  if (!needle || hay.includes(needle)) return true;
  if (/^[ㄱ-ㅎ]+$/.test(needle)) return plain(getChoseong(text)).includes(needle);
  const taken = disassemble(hay);
  if (/[가-힣ㄱ-ㅣ]/.test(needle)) return taken.includes(disassemble(needle));
  return /^[a-z]+$/.test(needle) && /[가-힣]/.test(hay) && taken.includes(disassemble(convertQwertyToHangul(typed.replace(/\s+/g, ''))));
}

/** An amount as documents write it beside its figures: 금 사천육백육십이만원정. */
export const wonInHangul = (amount: number): string => `금 ${amount < 0 ? '마이너스 ' : ''}${amount === 0 ? '영' : numberToHangul(Math.abs(Math.trunc(amount)))}원정`;
