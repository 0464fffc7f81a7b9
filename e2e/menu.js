// Draws a rich menu of six tiles with the page's own letters and icons, and returns it as PNG in base64.
async (tiles) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1500, height: 1012 });
  const pen = canvas.getContext('2d');
  await document.fonts.load('600 66px "IBM Plex Sans Thai Looped"', 'กA');
  pen.textAlign = 'center';
  pen.font = '600 66px "IBM Plex Sans Thai Looped"';
  const drawn = async (name, colour) => {
    const icon = new Image(220, 220);
    icon.src = `/icons/${name}.svg`;
    await icon.decode();
    const small = Object.assign(document.createElement('canvas'), { width: 220, height: 220 });
    const brush = small.getContext('2d');
    brush.drawImage(icon, 0, 0, 220, 220);
    brush.globalCompositeOperation = 'source-in';
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 220, 220);
    return small;
  };
  for (const [i, { icon, words, back, ink }] of tiles.entries()) {
    const [x, y] = [(i % 3) * 500, Math.floor(i / 3) * 506];
    pen.fillStyle = '#D5DDE4';
    pen.fillRect(x, y, 500, 506);
    pen.fillStyle = back;
    pen.fillRect(x + 2, y + 2, 496, 502);
    pen.drawImage(await drawn(icon, ink), x + 140, y + 90);
    pen.fillStyle = ink;
    pen.fillText(words, x + 250, y + 420);
  }
  return canvas.toDataURL('image/png').split(',')[1];
}
