// The deck with PptxGenJS, as its documentation shows.
const path = require("path");
const PptxGenJS = require("pptxgenjs");
const { run } = require("./timed.cjs");

const ROOM = { x: 0.5, y: 1.2, w: 9, h: 4 };

run(async (content, folder, output) => {
  const deck = new PptxGenJS();
  for (const part of content.slides) {
    const slide = deck.addSlide();
    slide.addText(part.title, { x: 0.5, y: 0.3, w: 9, h: 0.7, fontSize: 24, bold: true });
    if (part.points) {
      slide.addText(part.points.map((text) => ({ text, options: { bullet: true, breakLine: true } })), ROOM);
    }
    if (part.table) {
      const head = part.table.header.map((text) => ({ text, options: { bold: true, fill: { color: "1F4E79" } } }));
      const cell = (text, column) => ({ text, options: { align: column ? "right" : "left" } });
      slide.addTable([head, ...part.table.rows.map((row) => row.map(cell))], { ...ROOM, fontSize: 12 });
    }
    if (part.categories) {
      const series = part.series.map(({ name, values }) => ({ name, labels: part.categories, values }));
      slide.addChart(deck.ChartType.bar, series, { ...ROOM, showLegend: true, showValue: true });
    }
    if (part.picture) slide.addImage({ path: path.join(folder, part.picture), ...ROOM });
  }
  await deck.writeFile({ fileName: output });
});
