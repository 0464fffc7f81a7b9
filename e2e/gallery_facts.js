// What must be true of each message of the gallery as it is drawn: what LINE's documents say of widths, order,
// lines and places, in numbers. Pixels are not compared.
(() => {
  const all = (within, what) => [...within.querySelectorAll(what)];
  const at = (node) => node.getBoundingClientRect();
  const style = (node) => getComputedStyle(node);
  const words = (card, start) => all(card, '.fx-words').find((node) => node.textContent.startsWith(start));
  const boxOf = (card, start) => words(card, start).closest('.fx-box');
  const middle = (node) => at(node).left + at(node).width / 2;
  const widths = (nodes) => nodes.map((node) => at(node).width);
  const gaps = (nodes, before, after) => nodes.slice(1).map((node, i) => at(node)[before] - at(nodes[i])[after]);
  const lines = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return new Set([...range.getClientRects()].filter((box) => box.width > 0).map((box) => Math.round(box.bottom))).size;
  };
  const cut = (node) => node.scrollWidth > node.clientWidth;
  /** Where the line is on which words stand. */
  const baseline = (node) => {
    const mark = document.createElement('i');
    mark.style.display = 'inline-block';
    node.append(mark);
    const { bottom } = at(mark);
    mark.remove();
    return bottom;
  };

  const bubbles = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 500 };

  /** is(what, got, want): numbers may differ by a pixel, lists are compared entry by entry. */
  const close = (got, want) => (Array.isArray(want)
    ? Array.isArray(got) && got.length === want.length && want.every((one, i) => close(got[i], one))
    : typeof want === 'number' ? Math.abs(got - want) <= 1 : got === want);

  const facts = {
    receipt(card, is) {
      const amounts = all(card, '.fx-words').filter((node) => node.textContent.startsWith('฿'));
      is('amounts end at one edge', amounts.map((node) => at(node).right), amounts.map(() => at(amounts[0]).right));
      is('a name is as wide as its word', cut(words(card, 'น้ำดื่ม')), false);
    },
    ticket(card, is) {
      const hero = card.querySelector('.fx-hero .fx-frame');
      is('the hero is as wide as the card', at(hero).width, 300);
      is('20:13', at(hero).width / at(hero).height * 100, 2000 / 13);
      is('shares 1 and 4', at(words(card, 'พฤหัสบดี')).width / at(words(card, 'วัน')).width, 4);
      is('stars', all(card, '.fx-icon').length, 5);
    },
    timeline(card, is) {
      const dots = all(card, '.fx-bordered');
      is('dots under each other', dots.map(middle), dots.map(() => middle(dots[0])));
      is('a dot keeps its width and height', [at(dots[0]).width, at(dots[0]).height], [12, 12]);
      is('lines under the dots', all(card, '.fx-box').filter((node) => at(node).width === 2).map(middle), [middle(dots[0]), middle(dots[0])]);
    },
    'carousel-products'(card, is) {
      const three = all(card, '.fx-bubble').map(at);
      is('bodies stretch', three[1].height, three[0].height);
      is('a card without a body does not', three[2].height < three[0].height, true);
      is('beside each other', three.map(({ left }) => left - three[0].left), [0, 268, 536]);
    },
    'carousel-twelve': (card, is) => is('twelve small cards', widths(all(card, '.fx-bubble')), Array(12).fill(120)),
    'nested-boxes'(card, is) {
      let deep = 0;
      for (let node = words(card, 'ลึก'); node && !node.matches('.fx-block'); node = node.parentElement) deep += Number(node.matches('.fx-box'));
      is('boxes around the words', deep, 8);
    },
    baseline(card, is) {
      const rows = all(card, '.fx-baseline');
      for (const row of rows.slice(0, 2)) {
        const line = baseline(row.querySelector('.fx-words'));
        is('words on one line', all(row, '.fx-words').map(baseline), all(row, '.fx-words').map(() => line));
        is('icons on it', all(row, '.fx-icon').map((icon) => at(icon).bottom), all(row, '.fx-icon').map(() => line));
      }
      is('an icon is as high as letters', all(rows[1], '.fx-icon').map((icon) => at(icon).height), [22, 35]);
    },
    'text-sizes': (card, is) => is('sizes', all(card, '.fx-words').map((node) => parseFloat(style(node).fontSize)), [11, 13, 14, 16, 19, 22, 29, 35, 48, 74, 23.5]),
    absolute(card, is) {
      const bubble = at(card.querySelector('.fx-bubble'));
      const strip = at(boxOf(card, 'ป้ายล่าง'));
      is('a strip from start to end at the bottom', [strip.left, strip.right, strip.bottom], [bubble.left, bubble.right, bubble.bottom]);
      const badge = at(boxOf(card, 'ลด'));
      is('a badge by its corner', [badge.left - bubble.left, badge.top - bubble.top, badge.width, badge.height], [18, 18, 53, 25]);
      const corner = at(boxOf(card, 'มุมขวา'));
      is('as wide as its words', [bubble.right - corner.right, corner.width < 60], [8, true]);
      is('the parent cuts', style(boxOf(card, 'ยาวเกิน').parentElement).overflow, 'clip');
      is('the parent is as high as its picture', bubble.height, 300);
    },
    'absolute-reference'(card, is) {
      const [target, body] = [at(boxOf(card, 'TARGET')), at(card.querySelector('.fx-body > .fx-box'))];
      is('four offsets', [target.left - body.left, body.right - target.right, target.top - body.top, body.bottom - target.bottom], [40, 80, 10, 20]);
    },
    'relative-offset'(card, is) {
      const [target, other] = [at(boxOf(card, 'TARGET')), at(boxOf(card, 'REFERENCE'))];
      is('moved', [target.left - other.left, target.top - other.bottom], [40, 10]);
      is('its place is kept', at(card.querySelector('.fx-bubble')).bottom - other.bottom, 24 + 20);
    },
    gradients(card, is) {
      const drawn = all(card, '.fx-box').map((node) => style(node).backgroundImage).filter((image) => image !== 'none');
      is('eleven', drawn.length, 11);
      is('an angle', drawn[5].startsWith('linear-gradient(23.5deg, '), true);
      is('a centre', [drawn[6].includes(' 10%'), drawn[9].includes(' 50%')], [true, true]);
    },
    spans(card, is) {
      const [free, bound] = all(card, '.fx-words');
      is('decorations', [...free.children].map((run) => style(run).textDecorationLine), ['none', 'none', 'none', 'underline', 'line-through', 'none', 'none', 'none', 'none']);
      is('sizes', [13, 35], [...free.children].slice(6, 8).map((run) => parseFloat(style(run).fontSize)));
      is('bold, italic', [style(free.children[1]).fontWeight, style(free.children[2]).fontStyle], ['600', 'italic']);
      is('the text’s decoration stays', [style(bound).textDecorationLine, ...[...bound.children].map((run) => style(run).textDecorationLine)], ['underline', 'none', 'none', 'none']);
      is('text is not shown beside contents', words(card, 'ไม่แสดง'), undefined);
    },
    'thai-long'(card, is) {
      const [wrapped, one, two] = all(card, '.fx-words');
      is('broken between words', [lines(wrapped) >= 4, cut(wrapped)], [true, false]);
      is('cut at one line', [at(one).height, cut(one)], [24, true]);
      is('two lines', at(two).height, 48);
    },
    'thai-marks'(card, is) {
      const high = words(card, 'ปั๊ม');
      is('marks beyond the line are drawn', style(high).overflowClipMargin, '37px');
      for (let node = high.parentElement; !node.matches('.fx-block'); node = node.parentElement) is('marks above the line are drawn', style(node).overflowY, 'visible');
    },
    rtl(card, is) {
      const [one, two, three] = ['١', '٢', '٣'].map((word) => middle(words(card, word)));
      is('from right to left', one > two && two > three, true);
      is('shares', at(boxOf(card, 'ثان')).width / at(boxOf(card, 'أول')).width, 2);
      is('a padding at the start is at the right', style(boxOf(card, 'paddingStart')).paddingRight, '40px');
      is('an offset from the start is from the right', at(boxOf(card, 'زاوية').parentElement).right - at(boxOf(card, 'زاوية')).right, 4);
      is('end is left', style(words(card, 'align')).textAlign, 'end');
    },
    'huge-numbers'(card, is) {
      const [, one, broken, shrunk] = all(card, '.fx-words');
      is('cut', [cut(one), at(one).height], [true, 52.5]);
      is('broken', lines(broken), 2);
      is('shrunk until it fits', [cut(shrunk), parseFloat(style(shrunk).fontSize) < 35], [false, true]);
    },
    'image-ratios'(card, is) {
      const wanted = [1, 16 / 9, 1 / 3, 3, 1.91, 20 / 13].flatMap((ratio) => [ratio, ratio, ratio]);
      is('ratios', all(card, '.fx-frame').map((frame) => Math.round(at(frame).width / at(frame).height * 20)), wanted.map((ratio) => Math.round(ratio * 20)));
      is('cover, fit, fit', all(card, 'img').slice(0, 3).map((image) => style(image).objectFit), ['cover', 'contain', 'contain']);
    },
    'image-sizes': (card, is) => is('widths', widths(all(card, '.fx-frame')), [40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 37.5, 130, 260, 260, 100]),
    'image-places'(card, is) {
      const stars = all(card, '.fx-frame').map(at);
      is('start, center, end', stars.slice(0, 3).map(({ left }) => left - stars[0].left), [0, 110, 220]);
      const row = at(all(card, '.fx-horizontal')[0]);
      is('top, center, bottom', stars.slice(3).map(({ top }) => top - row.top), [0, (row.height - 40) / 2, row.height - 40]);
    },
    video(card, is) {
      const link = card.querySelector('a.fx-video-link');
      is('its link', [link.textContent, link.target, link.rel], ['ดูเพิ่มเติม', '_blank', 'noopener noreferrer']);
      is('16:9', at(card.querySelector('.fx-frame')).height, 300 * 9 / 16);
    },
    separators(card, is) {
      is('above blocks', all(card, '.fx-block').map((block) => block.firstChild.matches('.fx-separator')), [false, true, true]);
      const lying = all(card, '.fx-vertical > .fx-separator').map(at);
      is('lying', lying.map(({ height, width }) => [height, width]), [[1, 260], [1, 260]]);
      const standing = all(card, '.fx-horizontal > .fx-separator').map(at);
      is('standing', standing.map(({ height, width }) => [height, width]), [[24, 1], [24, 1]]);
    },
    buttons(card, is) {
      const buttons = all(card, '.fx-button');
      is('heights', buttons.slice(0, 8).map((node) => at(node).height), [52, 52, 52, 52, 52, 52, 40, 52]);
      is('colours', [style(buttons[0]).color, style(buttons[1]).backgroundColor, style(buttons[2]).backgroundColor, style(buttons[3]).color], ['rgb(66, 101, 154)', 'rgb(23, 201, 80)', 'rgb(220, 223, 229)', 'rgb(179, 38, 30)']);
      is('cut, shrunk, shrunk', all(card, '.fx-label').slice(9, 12).map(cut), [true, false, false]);
      is('shrunk no more than needed', all(card, '.fx-label').slice(10, 12).map((label) => at(label).width > 200), [true, true]);
      is('share 0 beside the rest', at(buttons[12]).width < 60, true);
    },
    'button-gravity'(card, is) {
      const row = at(card.querySelector('.fx-horizontal').firstChild);
      is('top, center, bottom', all(card, '.fx-button').map((node) => at(node).top - row.top), [0, (row.height - 40) / 2, row.height - 40]);
    },
    'shares-2-3': (card, is) => is('2 to 3', widths(all(card, '.fx-words')), [104, 156]),
    'shares-0-2-3'(card, is) {
      const [own, two, three] = widths(all(card, '.fx-words'));
      is('as wide as Hello', [cut(words(card, 'Hello')), own < 60], [false, true]);
      is('the rest 2 to 3', [two, three], [(260 - own) * 0.4, (260 - own) * 0.6]);
    },
    'shares-vertical'(card, is) {
      const [two, three] = ['flex=2', 'flex=3'].map((word) => at(words(card, word).closest('.fx-text')).height - 24);
      is('as high as five lines', at(boxOf(card, 'flex=2')).height, 120);
      is('the rest 2 to 3', two / three * 30, 20);
    },
    overflow(card, is) {
      is('the first keeps its words', cut(words(card, 'ข้อความแรก')), false);
      is('the row ends with its box', at(boxOf(card, 'ข้อความแรก')).width, 140);
      is('nothing shows below a fixed height', style(all(card, '.fx-vertical').at(-2)).overflowY, 'clip');
    },
    gravity(card, is) {
      const row = at(card.querySelector('.fx-horizontal').firstChild);
      is('top, center, bottom', ['top', 'center', 'bottom'].map((word) => at(words(card, word)).top - row.top), [0, 48, 96]);
    },
    align: (card, is) => is('start, center, end', all(card, '.fx-words').map((node) => style(node).textAlign), ['start', 'center', 'end']),
    justify(card, is) {
      const rows = all(card, '.fx-horizontal').map((row) => all(row, '.fx-box').map((bar) => at(bar).left - at(row).left));
      is('six ways', rows, [[0, 40, 60], [75, 115, 135], [150, 190, 210], [0, 115, 210], [25, 115, 185], [37.5, 115, 172.5]]);
    },
    'align-items'(card, is) {
      const rows = all(card, '.fx-horizontal').map((row) => all(row, '.fx-box').map((bar) => at(bar).top - at(row).top));
      is('across rows', rows, [[0, 0, 0], [5, 25, 15], [10, 50, 30]]);
      const columns = ['flex-start', 'center', 'flex-end'].map((word) => at(boxOf(card, word).lastChild).left - at(boxOf(card, word)).left);
      is('across columns', columns, [0, 105, 210]);
    },
    'justify-vertical'(card, is) {
      const body = card.querySelector('.fx-body > .fx-box');
      is('400 px', at(body).height, 400);
      const between = gaps([...body.children], 'top', 'bottom');
      is('even', between, between.map(() => between[0]));
      is('centred', [...body.children].map(middle), [...body.children].map(() => middle(body)));
    },
    spacing(card, is) {
      const rows = all(card, '.fx-horizontal');
      const between = (row) => gaps([...row.children], 'left', 'right');
      is('spacing', between(rows[0]), [8, 8]);
      is('a margin instead', between(rows[1]), [8, 20]);
      is('before the first', at(rows[2].firstChild).left - at(rows[2]).left, 16);
      is('none for a filler', between(rows[3])[0], 0);
      is('words and pixels', rows.slice(4).map((row) => between(row)[0]), [0, 2, 4, 8, 12, 16, 20, 23.5]);
    },
    padding: (card, is) => is('four sides', ['Top', 'Right', 'Bottom', 'Left'].map((side) => style(card.querySelector('.fx-body > .fx-box'))[`padding${side}`]), ['20px', '80px', '80px', '40px']),
    'padding-words': (card, is) => is('words', all(card, '.fx-body > .fx-box > .fx-box').map((node) => parseFloat(style(node).paddingLeft)), [0, 2, 4, 8, 12, 16, 20, 23.5, 26, 0]),
    'width-limits'(card, is) {
      const boxes = [...card.querySelector('.fx-body > .fx-box').children];
      is('widths', widths(boxes.slice(0, 4)), [130, 200, 100, 104]);
      is('heights', [at(boxes[4]).height, at(boxes[5].firstChild).height], [30, 30]);
      is('a share of a row', at(boxes[6].firstChild).width, 78);
    },
    borders(card, is) {
      is('widths', all(card, '.fx-body > .fx-box > .fx-vertical').slice(0, 7).map((node) => parseFloat(style(node).borderTopWidth)), [0, 0.5, 1, 2, 3, 4, 7]);
      is('corners', all(card, '.fx-body > .fx-box > .fx-vertical').slice(0, 8).map((node) => parseFloat(style(node).borderTopLeftRadius)), [0, 2, 4, 8, 12, 16, 20, 24]);
    },
    'line-spacing'(card, is) {
      const heights = all(card, '.fx-body > .fx-box > .fx-vertical').map((node) => at(node).height);
      is('between lines only', heights, [96, 96 + 60, 48 + 20]);
      is('a new line with wrap alone', all(card, '.fx-words').slice(3).map(lines), [1, 2]);
    },
    scaling(card, is) {
      document.documentElement.style.setProperty('--scale', '2');
      is('letters', all(card, '.fx-words').slice(0, 2).map((node) => parseFloat(style(node).fontSize)), [30, 60]);
      is('icons', all(card, '.fx-icon').map((node) => at(node).height), [19, 38]);
      is('spans', [...all(card, '.fx-words')[4].children].map((run) => parseFloat(style(run).fontSize)), [32, 38]);
      is('labels', all(card, '.fx-label').slice(0, 2).map((node) => parseFloat(style(node).fontSize)), [16, 32]);
    },
    actions(card, is) {
      card.scrollIntoView({ block: 'center', behavior: 'instant' });
      const hit = (node) => document.elementFromPoint(middle(node), at(node).top + at(node).height / 2).closest('.fx-tap, .fx-cover');
      is('innermost', ['กดที่ว่าง', 'กดกล่อง', 'กดข้อความ', 'วันที่', 'ไม่มี'].map((word) => hit(words(card, word))?.getAttribute('aria-label') ?? hit(words(card, word))?.dataset.label), ['ทั้งการ์ด', 'กล่อง', 'ข้อความ', 'เลือกวัน', 'ทั้งการ์ด']);
      is('an address is a link', hit(words(card, 'กดกล่อง')).getAttribute('href'), 'tel:1669');
    },
    order(card, is) {
      card.scrollIntoView({ block: 'center', behavior: 'instant' });
      const body = at(card.querySelector('.fx-body > .fx-box'));
      const top = (x, y) => style(document.elementFromPoint(body.left + x, body.top + y)).backgroundColor;
      is('the later above', [top(30, 30), top(100, 45), top(100, 75), top(170, 100)], ['rgb(179, 38, 30)', 'rgb(255, 224, 138)', 'rgb(11, 92, 122)', 'rgb(27, 110, 60)']);
    },
    empty: (card, is) => is('heights', [...card.querySelector('.fx-body > .fx-box').children].map((node) => at(node).height), [0, 0, 0, 20, 24, 0]),
    'placed-parts'(card, is) {
      const body = at(card.querySelector('.fx-body > .fx-box'));
      const [star, grey] = all(card, '.fx-body .fx-image').map(at);
      is('a picture by its corner', [star.left - body.left, star.top - body.top, star.width], [10, 10, 40]);
      is('a picture in percent', [body.right - grey.right, grey.width], [10, 30]);
      is('a button as wide as its label', at(card.querySelector('.fx-seat.fx-absolute')).width < 80, true);
      is('an icon with a ratio', at(card.querySelector('.fx-icon')).width, 19 * 1.91);
      const fillers = widths(all(card, '.fx-filler'));
      is('fillers share 2 to 1', fillers[0] / fillers[1] * 20, 40);
    },
  };

  /** Everything that is not as it must be, as sentences. */
  globalThis.galleryFaults = (name) => {
    const card = document.getElementById(name).querySelector('.drawing');
    const faults = [];
    const is = (what, got, want) => { if (!close(got, want)) faults.push(`${what}: want ${JSON.stringify(want)}, got ${JSON.stringify(got)}`); };
    const room = at(card.querySelector('.said')).width;
    for (const bubble of all(card, '.fx-bubble')) {
      const size = Object.keys(bubbles).find((key) => bubble.matches(`.fx-${key}`));
      is(`the width of ${size}`, at(bubble).width, Math.min(bubbles[size], room));
      if (!bubble.closest('.fx-strip')) is('the card is in its place', at(bubble).right <= at(card).right, true);
    }
    for (const text of all(card, '.fx-wrap')) is(`all of "${text.textContent.slice(0, 20)}" is to be read`, cut(text), false);
    facts[name]?.(card, is);
    document.documentElement.style.setProperty('--scale', '1');
    return faults;
  };
  globalThis.galleryFacts = () => Object.keys(facts);
})();
