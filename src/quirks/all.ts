// Every quirk, one line each: the names under which tests use them.
