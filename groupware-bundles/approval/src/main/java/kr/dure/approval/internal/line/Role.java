package kr.dure.approval.internal.line;

/** What somebody stands in a line for (결재선의 역할). */
public enum Role {
    /** 검토·결재: blocks in its order, may reject; the last one completes. */
    APPROVAL(true, true),
    /** 전결: decides finally below the top; later approvals are passed over. */
    FINAL(true, true),
    /** 대결: signs for somebody absent, who is told afterwards. */
    DEPUTY(true, true),
    /** 선결: may approve before its turn; juniors then only confirm. */
    PRIOR(true, true),
    /** 후결: signs later, or counts as approved after a time ({@link LinePolicy.Later}). */
    LATER(true, false),
    /** 합의: agrees or disagrees; a department does so by a line of its own. */
    AGREEMENT(true, false),
    /** 협조: gives an opinion; blocks where the company says so. */
    ASSISTANCE(true, false),
    /** 참조: sees it. */
    REFERENCE(false, false),
    /** 열람: sees it after completion. */
    READING(false, false),
    /** 공람: acknowledges having read it after completion. */
    CIRCULATION(false, false),
    /** 수신: gets the completed document and takes or returns it. */
    RECEIVING(false, false),
    /** 후열 (사후보고): was represented, and takes note. */
    REPORT(false, false);

    private final boolean ordered;
    private final boolean decides;

    Role(boolean ordered, boolean decides) {
        this.ordered = ordered;
        this.decides = decides;
    }

    /** Whether it has a place in the order of the line. */
    public boolean ordered() {
        return ordered;
    }

    /** Whether it approves or rejects the document as a whole. */
    public boolean decides() {
        return decides;
    }

    /** Whether a department can stand there instead of a person. */
    public boolean departmental() {
        return this == AGREEMENT
                || this == ASSISTANCE
                || this == REFERENCE
                || this == READING
                || this == CIRCULATION
                || this == RECEIVING;
    }

    /** Whether several may stand at the same place and act in parallel. */
    public boolean parallel() {
        return this == AGREEMENT || this == ASSISTANCE;
    }
}
