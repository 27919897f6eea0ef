/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<() => Promise<number>>} tells how many bytes of JavaScript objects the page holds, without garbage
 */
export async function watchMemory(page) {
  const session = await page.context().newCDPSession(page);
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  };
}
