import { TokenPage } from './tokens';

export default function ServiceTokens() {
  return <TokenPage service />;
}
