/** Bytes as carriers count them (EUC-KR): one for ASCII, two for everything else. */
export const bytesOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter.codePointAt(0)! < 128 ? 1 : 2), 0);

/** The numbers in what was pasted, each once. */
export const numbersIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).map((part) => part.replace(/[^0-9]/g, '')).filter(Boolean))];
