// The first words of each lesson, put into index.html, so that whoever opens a lesson reads them before anything else is there.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign]);

/** Without the marks of the lesson's prose. */
const plain = (text) => text.replaceAll(/\[\[|\]\]|\*\*|`/g, "");

/** The title and the lead of a lesson's words. */
export function firstWords(words) {
  const [title, lead] = words.split("\n").filter((line) => line.trim());
  return { title: plain(title.replace(/^# /, "")), lead: plain(lead) };
}

/** Where the page has them. */
const PLACE = /<template id="?lessons"?><\/template>/;

/** The page with the first words of the lessons among the files of the site's folder. */
export function withFirstWords(html, folder, files) {
  if (!PLACE.test(html)) throw new Error("index.html has no place for the first words of the lessons");
  const templates = files.flatMap((path) => {
    const [, id, lang] = /^lessons\/([a-z0-9-]+)\/(ko|en)\.md$/.exec(path) ?? [];
    if (!id) return [];
    const { title, lead } = firstWords(readFileSync(join(folder, path), "utf8"));
    const words = `<h1>${escaped(title)}</h1><p class="home-what">${escaped(lead)}</p>`;
    return [`<template id="${id}.${lang}">${words}</template>`];
  });
  return html.replace(PLACE, templates.join(""));
}
