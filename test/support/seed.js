import fc from 'fast-check';

/** Property tests draw the same values every time; DOCKET_TEST_SEED=<number> draws others, to look for more. */
fc.configureGlobal({ seed: Number(process.env.DOCKET_TEST_SEED ?? 20260302) });
