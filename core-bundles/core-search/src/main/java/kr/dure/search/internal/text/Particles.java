package kr.dure.search.internal.text;

import java.util.Set;

/** Particles (조사) and plural endings that follow a noun without a space, longest first. */
final class Particles {
    private static final int LONGEST = 3;

    private static final Set<String> ENDINGS = Set.of(
            // one syllable
            "은",
            "는",
            "이",
            "가",
            "을",
            "를",
            "의",
            "에",
            "와",
            "과",
            "도",
            "로",
            "만",
            "나",
            "랑",
            "들",
            // two
            "에서",
            "에게",
            "으로",
            "까지",
            "부터",
            "보다",
            "처럼",
            "만큼",
            "이나",
            "이랑",
            "라도",
            "마다",
            "조차",
            "마저",
            "밖에",
            "하고",
            "께서",
            "한테",
            "에는",
            "에도",
            "에만",
            "와의",
            "과의",
            "로의",
            "로는",
            "로도",
            "로서",
            "로써",
            "들은",
            "들이",
            "들을",
            "들의",
            "들에",
            "들도",
            "들과",
            // three
            "에서는",
            "에서도",
            "에서의",
            "에게서",
            "에게는",
            "에게도",
            "으로는",
            "으로도",
            "으로서",
            "으로써",
            "으로의",
            "까지는",
            "까지도",
            "까지의",
            "부터는",
            "부터의",
            "이라는",
            "들에게",
            "들에서",
            "들까지",
            "들부터");

    private Particles() {}

    /** Whether the word is nothing else. */
    static boolean only(String word) {
        return ENDINGS.contains(word);
    }

    /** The word without the longest ending it has that leaves {@code least} syllables or more. */
    static String strip(String word, int least) {
        for (int size = LONGEST; size >= 1; size--) {
            int stem = word.length() - size;
            if (stem >= least && ENDINGS.contains(word.substring(stem))) {
                return word.substring(0, stem);
            }
        }
        return word;
    }
}
