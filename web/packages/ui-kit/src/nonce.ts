/** What the page's policy asks of styles that are made at run time. */
export const nonce: string = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
