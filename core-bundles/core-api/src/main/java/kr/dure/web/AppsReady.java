package kr.dure.web;

/** Tells whether the server is still bringing its apps up. Implemented by core-addons. */
public interface AppsReady {
    /** Whether every app that belongs to this server was started, or could not be. Never false again after true. */
    boolean ready();
}
