package kr.dure.approval.internal.catalogue;

/** Who may read a document beside those in its line (보안등급). */
public enum Security {
    /** 일반: the drafter's department and the readers of the archive too, once it is completed. */
    GENERAL,
    /** 대외비: the head and the officers of the drafter's department and the readers of the archive too. */
    CONFIDENTIAL,
    /** 비밀: nobody else. */
    SECRET
}
