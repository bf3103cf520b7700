// Drives Firefox over WebDriver BiDi: reads {"url"} or {"script"} as JSON, line by line, and answers each with a line.
// A script is the body of an async function; its answer is what it returns, or {"error"}.
"use strict";

const { createInterface } = require("node:readline");
const puppeteer = require("puppeteer-core");

async function main() {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.argv[2], headless: true });
  const page = await browser.newPage();
  for await (const line of createInterface({ input: process.stdin })) {
    const { url, script } = JSON.parse(line);
    const answer = url ? page.goto(url).then(() => null) : page.evaluate(`(async () => {${script}})()`);
    console.log(JSON.stringify(await answer.catch((error) => ({ error: String(error) }))));
  }
  await browser.close();
}

main();
