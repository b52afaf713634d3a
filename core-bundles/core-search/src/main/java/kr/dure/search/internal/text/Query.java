package kr.dure.search.internal.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What somebody typed, understood. A document is found when title and text have every word of it; how well decides the
 * first order of results: its {@link Level}.
 */
public final class Query {
    private static final int SHORTEST_STEM = 4;

    private final String solid;
    private final List<Chunk> literal;
    private final List<Chunk> stems;

    /** How well a document matches, best first. */
    public enum Level {
        /** The title is what was typed. */
        WHOLE_TITLE,
        /** The title has all words as they were typed. */
        TITLE,
        /** The title has all words without particles and endings. */
        TITLE_STEMS,
        /** Title and text together have all words as they were typed. */
        TEXT,
        /** Title and text together have all words without particles and endings. */
        TEXT_STEMS
    }

    private Query(String solid, List<Chunk> literal, List<Chunk> stems) {
        this.solid = solid;
        this.literal = literal;
        this.stems = stems;
    }

    /** Never fails; a query of punctuation and particles only is {@link #empty()}. */
    public static Query of(String typed) {
        Folded folded = Folded.of(typed);
        Map<String, List<Chunk.Part>> chunks = new LinkedHashMap<>();
        List<Chunk.Part> parts = new ArrayList<>();
        int at = 0;
        while (at < folded.length()) {
            int end = folded.runEnd(at);
            Script script = folded.script(at);
            if (script == Script.NONE) {
                if (end > at + 1 || !folded.joins(at)) {
                    close(parts, chunks);
                }
            } else if (script == Script.JAMO) {
                // A letter behind syllables is the next one on its way: 결재ㅇ.
                boolean unfinished = end == at + 1 && at > 0 && folded.script(at - 1) == Script.HANGUL;
                if (!unfinished) {
                    close(parts, chunks);
                    parts.add(Chunk.Part.of(folded.part(at, end), script));
                    close(parts, chunks);
                }
            } else {
                parts.add(Chunk.Part.of(folded.part(at, end), script));
            }
            at = end;
        }
        close(parts, chunks);
        List<Chunk> literal = new ArrayList<>();
        List<Chunk> stems = new ArrayList<>();
        for (List<Chunk.Part> chunk : chunks.values()) {
            literal.add(new Chunk(chunk));
            stems.add(new Chunk(stem(chunk)));
        }
        boolean same = chunks.values().stream().allMatch(chunk -> stem(chunk) == chunk);
        return new Query(folded.solid(), List.copyOf(literal), same ? List.of() : List.copyOf(stems));
    }

    private static void close(List<Chunk.Part> parts, Map<String, List<Chunk.Part>> chunks) {
        boolean particle =
                parts.stream().allMatch(part -> part.script() == Script.HANGUL && Particles.only(part.text()));
        if (!particle) {
            StringBuilder key = new StringBuilder();
            parts.forEach(part -> key.append(part.text()).append(' '));
            chunks.putIfAbsent(key.toString(), List.copyOf(parts));
        }
        parts.clear();
    }

    /** The same list when there is nothing to take off. */
    private static List<Chunk.Part> stem(List<Chunk.Part> chunk) {
        Chunk.Part last = chunk.get(chunk.size() - 1);
        String text = last.text();
        String stem = text;
        if (last.script() == Script.HANGUL) {
            stem = Particles.strip(text, chunk.size() > 1 ? 0 : 2);
        } else if (last.script() == Script.LETTER) {
            stem = english(text);
        }
        if (stem.equals(text)) {
            return chunk;
        }
        List<Chunk.Part> stemmed = new ArrayList<>(chunk.subList(0, chunk.size() - 1));
        if (!stem.isEmpty()) {
            stemmed.add(Chunk.Part.of(stem, last.script()));
        }
        return stemmed;
    }

    /** Without the commonest endings; what is left is the beginning of its other forms. */
    private static String english(String word) {
        for (String ending : List.of("ies", "ing", "ed", "es", "s")) {
            int stem = word.length() - ending.length();
            if (stem >= SHORTEST_STEM && word.endsWith(ending) && !word.endsWith("ss")) {
                return word.substring(0, stem);
            }
        }
        return word;
    }

    /** Whether there is nothing to look for. */
    public boolean empty() {
        return literal.isEmpty();
    }

    /** The levels at which this query can find something, best first. */
    public List<Level> levels() {
        return stems.isEmpty() ? List.of(Level.WHOLE_TITLE, Level.TITLE, Level.TEXT) : List.of(Level.values());
    }

    /** A tsquery that finds every document of the level, and perhaps others: {@link #match} decides. */
    public String terms(Level level) {
        return switch (level) {
            case WHOLE_TITLE -> Terms.quoted(Terms.WHOLE + Terms.cut(solid, Terms.LONGEST_WHOLE));
            case TITLE -> all(literal, Terms.TITLE);
            case TITLE_STEMS -> all(stems, Terms.TITLE);
            case TEXT -> all(literal, "");
            case TEXT_STEMS -> all(stems, "");
        };
    }

    /** A tsquery that finds every document of any level. */
    public String terms() {
        return terms(stems.isEmpty() ? Level.TEXT : Level.TEXT_STEMS);
    }

    /** Whether {@link #terms()} finds no other documents. */
    public boolean exact() {
        return (stems.isEmpty() ? literal : stems).stream().allMatch(Chunk::exact);
    }

    private static String all(List<Chunk> chunks, String prefix) {
        Set<String> terms = new LinkedHashSet<>();
        chunks.forEach(chunk -> terms.addAll(chunk.terms(prefix)));
        return String.join(" & ", terms);
    }

    /**
     * How a document matches, or null when it does not.
     *
     * @param title as it was handed in
     * @param text as it was handed in
     */
    public Match match(String title, String text) {
        Folded heading = Folded.of(title);
        Initials initials = new Initials(heading);
        if (heading.solid().equals(solid)) {
            return new Match(Level.WHOLE_TITLE, this, heading, initials, Folded.of(text), literal);
        }
        if (has(literal, heading, initials, null)) {
            return new Match(Level.TITLE, this, heading, initials, Folded.of(text), literal);
        }
        if (!stems.isEmpty() && has(stems, heading, initials, null)) {
            return new Match(Level.TITLE_STEMS, this, heading, initials, Folded.of(text), stems);
        }
        Folded body = Folded.of(text);
        if (has(literal, heading, initials, body)) {
            return new Match(Level.TEXT, this, heading, initials, body, literal);
        }
        if (!stems.isEmpty() && has(stems, heading, initials, body)) {
            return new Match(Level.TEXT_STEMS, this, heading, initials, body, stems);
        }
        return null;
    }

    private static boolean has(List<Chunk> chunks, Folded title, Initials initials, Folded text) {
        for (Chunk chunk : chunks) {
            if (chunk.find(title, 0) == null
                    && (!chunk.jamo() || initials.find(chunk.letters()) == null)
                    && (text == null || chunk.find(text, 0) == null)) {
                return false;
            }
        }
        return true;
    }

    /** A document that matches. */
    public static final class Match {
        private static final int MOST_MARKS = 20;
        private static final int BEFORE = 40;
        private static final int LENGTH = 180;

        private final Level level;
        private final Folded title;
        private final Initials initials;
        private final Folded text;
        private final List<Chunk> chunks;

        private Match(Level level, Query query, Folded title, Initials initials, Folded text, List<Chunk> chunks) {
            this.level = level;
            this.title = title;
            this.initials = initials;
            this.text = text;
            this.chunks = query.stems.isEmpty() ? chunks : query.stems;
        }

        public Level level() {
            return level;
        }

        /** What of the title was found. */
        public List<Mark> titleMarks() {
            return marks(title, true);
        }

        /** The piece of the text around what was found first, or its beginning. */
        public Snippet snippet(String source) {
            List<Mark> marks = marks(text, false);
            int first = marks.isEmpty() ? 0 : marks.get(0).start();
            int start = first <= BEFORE ? 0 : wordStart(source, first - BEFORE, first);
            int end = Math.min(source.length(), start + LENGTH);
            if (end < source.length() && Character.isLowSurrogate(source.charAt(end))) {
                end--;
            }
            List<Mark> inside = new ArrayList<>();
            for (Mark mark : marks) {
                if (mark.start() >= start && mark.end() <= end) {
                    inside.add(new Mark(mark.start() - start, mark.end() - start));
                }
            }
            StringBuilder piece = new StringBuilder(source.substring(start, end));
            for (int i = 0; i < piece.length(); i++) {
                if (Character.isISOControl(piece.charAt(i))) {
                    piece.setCharAt(i, ' ');
                }
            }
            return new Snippet(piece.toString(), inside, start > 0, end < source.length());
        }

        private static int wordStart(String source, int from, int limit) {
            for (int i = from; i < limit; i++) {
                if (Character.isWhitespace(source.charAt(i))) {
                    return i + 1;
                }
            }
            return Character.isLowSurrogate(source.charAt(from)) ? from + 1 : from;
        }

        private List<Mark> marks(Folded where, boolean consonants) {
            List<Mark> found = new ArrayList<>();
            for (Chunk chunk : chunks) {
                int[] hit = chunk.find(where, 0);
                if (hit == null && consonants && chunk.jamo()) {
                    int[] row = initials.find(chunk.letters());
                    if (row != null) {
                        found.add(where.source(row[0], row[1]));
                    }
                }
                for (int n = 0; hit != null && n < MOST_MARKS; n++) {
                    found.add(where.source(hit[0], hit[1]));
                    hit = chunk.find(where, hit[1]);
                }
            }
            return apart(found);
        }

        /** In order, and what overlaps as one. */
        private static List<Mark> apart(List<Mark> marks) {
            marks.sort(Comparator.comparingInt(Mark::start).thenComparingInt(Mark::end));
            List<Mark> apart = new ArrayList<>();
            for (Mark mark : marks) {
                Mark last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
                if (last != null && mark.start() < last.end()) {
                    apart.set(apart.size() - 1, new Mark(last.start(), Math.max(last.end(), mark.end())));
                } else {
                    apart.add(mark);
                }
            }
            return apart;
        }
    }
}
