import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import attributes from "markdown-it-attrs";
import yaml from "js-yaml";

export default function (config) {
  config.addDataExtension("yaml", (text) => yaml.load(text));
  config.amendLibrary("md", (markdown) => markdown.use(attributes));
  config.addPassthroughCopy("src/site.css");
  config.addCollection("roles", (all) =>
    all.getFilteredByGlob("src/roles/*.md").sort((a, b) => (a.data.title < b.data.title ? -1 : 1)),
  );
  config.addPlugin(feedPlugin, {
    type: "atom",
    outputPath: "/feed.xml",
    collection: { name: "roles", limit: 20 },
    metadata: { language: "ru", title: "Справочник профессий", base: "https://example.org/", author: { name: "" } },
  });
}

export const config = {
  dir: { input: "src", output: "site" },
  markdownTemplateEngine: false,
};
