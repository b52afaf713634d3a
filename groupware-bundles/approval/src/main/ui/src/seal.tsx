/** The seal that stands for a signature: the name in red, ending in 인 where there is room, as cut in stone. */
export function Seal({ name, picture, size = 52 }: { name: string; picture?: string | null; size?: number }) {
  if (picture) return <img className="a-seal" src={`/api/files/${encodeURIComponent(picture)}/content?inline=true`} alt="" width={size} height={size} />;
  const korean = /[가-힣]/.test(name);
  const letters = korean ? [...name.replace(/\s+/g, '')].slice(0, 5) : name.split(/\s+/).map((word) => word[0]?.toUpperCase() ?? '').slice(0, 3);
  if (korean && letters.length < 5) letters.push('인');
  const rows = letters.length <= 1 ? [letters] : letters.length <= 3 && !korean ? [letters] : [letters.slice(0, Math.ceil(letters.length / 2)), letters.slice(Math.ceil(letters.length / 2))];
  const widest = Math.max(...rows.map((row) => row.length));
  const letter = widest >= 3 ? 25 : rows.length === 1 && widest === 1 ? 44 : 32;
  return (
    <svg className="a-seal" width={size} height={size} viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r="46" fill="none" stroke="currentColor" strokeWidth="4.5" />
      {rows.map((row, index) => (
        <text key={index} x="50" y={50 + (index - (rows.length - 1) / 2) * (letter + 3)} fontSize={letter} fontWeight="700" fill="currentColor" textAnchor="middle"
          dominantBaseline="central">{row.join('')}</text>
      ))}
    </svg>
  );
}
