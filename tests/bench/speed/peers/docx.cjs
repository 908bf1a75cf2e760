// The report with docx from npm, as its documentation shows.
const fs = require("fs");
const path = require("path");
const docx = require("docx");
const { run } = require("./timed.cjs");

const row = (cells) =>
  new docx.TableRow({
    children: cells.map(
      (text, column) =>
        new docx.TableCell({
          children: [
            new docx.Paragraph({
              text,
              alignment: column ? docx.AlignmentType.RIGHT : docx.AlignmentType.LEFT,
            }),
          ],
        }),
    ),
  });

run(async (content, folder, output) => {
  const children = [];
  for (const section of content.sections) {
    children.push(new docx.Paragraph({ text: section.title, heading: docx.HeadingLevel.HEADING_1 }));
    for (const text of section.paragraphs) children.push(new docx.Paragraph({ text }));
    if (section.table) {
      const rows = [section.table.header, ...section.table.rows].map(row);
      children.push(new docx.Table({ rows, width: { size: 100, type: docx.WidthType.PERCENTAGE } }));
    }
    if (section.picture) {
      const data = fs.readFileSync(path.join(folder, section.picture));
      const picture = new docx.ImageRun({ type: "png", data, transformation: { width: 567, height: 319 } });
      children.push(new docx.Paragraph({ children: [picture] }));
    }
  }
  fs.writeFileSync(output, await docx.Packer.toBuffer(new docx.Document({ sections: [{ children }] })));
});
