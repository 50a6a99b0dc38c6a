// What the tests of accessibility measure in a page.
"use strict";
window.measure = (() => {
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const rectOf = (el) => el.getBoundingClientRect();
  const isSeen = (el) => el.checkVisibility({ visibilityProperty: true }) && rectOf(el).width > 1 && rectOf(el).height > 1;
  const nameOf = (el) => {
    const text = (el.getAttribute("aria-label") || el.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `${el.tagName.toLowerCase()}${el.id ? `#${el.id}` : ""}${el.className && el.className.baseVal === undefined ? `.${String(el.className).trim().replace(/\s+/g, ".")}` : ""} ${text}`.trim();
  };

  // Colors. A canvas reads every notation that a browser knows.
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (color) => {
    const [r, g, b] = color.slice(0, 3).map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (el) => {
    for (let at = el; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return rgba(getComputedStyle(document.documentElement).colorScheme.includes("dark") ? "black" : "white");
  };

  // The area that a press reaches: that of a control, or of the label around it.
  const areaOf = (el) => {
    const label = el.matches("input[type=checkbox], input[type=radio]") && el.closest("label");
    return rectOf(label || el);
  };
  const isInSentence = (el) => {
    if (!el.matches("a") || getComputedStyle(el).display !== "inline") return false;
    const block = el.closest("p, li, td, th, dd, div");
    const others = [...block.querySelectorAll("a")].reduce((text, one) => text.replace(one.textContent, ""), block.textContent);
    return /\p{L}/u.test(others);
  };

  // Targets below 24 by 24 px whose circle of 24 px meets another target (2.5.8); links in sentences are left out.
  const smallTargets = () => {
    const all = [...document.querySelectorAll(TARGETS)].filter((el) => isSeen(el) && !isInSentence(el)).map((el) => [el, areaOf(el)]);
    const isSmall = (area) => area.width < 23.9 || area.height < 23.9;
    const middle = (area) => [area.x + area.width / 2, area.y + area.height / 2];
    const toArea = ([x, y], area) => Math.hypot(Math.max(area.left - x, 0, x - area.right), Math.max(area.top - y, 0, y - area.bottom));
    const meets = (area, other) => {
      const apart = isSmall(other) ? Math.hypot(middle(area)[0] - middle(other)[0], middle(area)[1] - middle(other)[1]) : 24;
      return toArea(middle(area), other) < 12 || apart < 24;
    };
    return all.filter(([el, area]) => isSmall(area) && all.some(([other, its]) => other !== el && !el.contains(other) && !other.contains(el) && meets(area, its)))
      .map(([el, area]) => `${nameOf(el)} ${Math.round(area.width)}x${Math.round(area.height)}`);
  };

  // What is wider than the window, unless it is in a part that scrolls by itself (1.4.10).
  const wideParts = () => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const scrolls = (el) => el.closest(".scroll, .chart-list, pre");
    const wide = [...document.querySelectorAll("body *")].filter((el) => isSeen(el) && !scrolls(el) && rectOf(el).right > innerWidth + 1);
    return [`page ${document.documentElement.scrollWidth}`, ...wide.map((el) => `${nameOf(el)} ${Math.round(rectOf(el).right)}`)];
  };

  // Texts of which a part is cut off (1.4.4, 1.4.12).
  const cutTexts = () => [...document.querySelectorAll("body *")].filter((el) => {
    if (!isSeen(el) || el.closest(".visually-hidden, svg") || el.matches("input, textarea, select, option")) return false;
    const style = getComputedStyle(el);
    const isCut = (overflow, inner, outer) => ["hidden", "clip"].includes(overflow) && inner > outer + 1;
    const spills = el.matches("button, .button, .tag, .problem-number") && style.display !== "inline" && (el.scrollWidth > el.clientWidth + 1 || el.scrollHeight > el.clientHeight + 1);
    return spills || isCut(style.overflowX, el.scrollWidth, el.clientWidth) || isCut(style.overflowY, el.scrollHeight, el.clientHeight);
  }).map(nameOf);

  // Edges of fields and marks whose contrast with what is beside them is below 3 to 1 (1.4.11).
  const faintParts = () => {
    const fields = [...document.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio], [type=range], [type=file]), input[role=switch], select, textarea")];
    const faint = fields.filter((el) => isSeen(el) && !el.disabled).filter((el) => {
      const outside = behind(el.parentElement);
      return Math.max(contrast(rgba(getComputedStyle(el).borderTopColor), outside), contrast(behind(el), outside)) < 3;
    });
    const marks = [...document.querySelectorAll("svg.mark")].filter((el) => isSeen(el) && contrast(rgba(getComputedStyle(el).color), behind(el)) < 3);
    return [...faint, ...marks].map(nameOf);
  };

  // Pressed buttons and the current link that look like those beside them once colors and shadows are gone (1.4.1).
  const plainStates = () => {
    const look = (el) => {
      const style = getComputedStyle(el);
      return [style.borderTopWidth, style.borderTopStyle, style.outlineStyle, style.fontWeight, style.textDecorationLine].join(" ");
    };
    const pairs = [...document.querySelectorAll("[aria-pressed=true]")].map((el) => [el, document.querySelector(`${el.classList.length ? `.${el.classList[0]}` : "button:not([class])"}[aria-pressed=false]`)]);
    const here = document.querySelector("nav [aria-current]");
    if (here) pairs.push([here, document.querySelector("nav a:not([aria-current])")]);
    return pairs.filter(([el, other]) => other && el !== document.activeElement && look(el) === look(other)).map(([el]) => nameOf(el));
  };

  // Parts that move, fade or appear over time (2.2.2, 2.3.1).
  const movingParts = () => {
    const isMoving = (style) => style.animationName !== "none" || style.transitionDuration.split(",").some((one) => parseFloat(one) > 0) || style.scrollBehavior === "smooth";
    return [...document.querySelectorAll("*")].filter((el) => isMoving(getComputedStyle(el))).map(nameOf);
  };

  const headings = () => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((el) => el.checkVisibility()).map((el) => Number(el.tagName[1]));

  // Elements that Tab reaches, in the order of the page. Of radio buttons with one name, one is reached.
  const tabStops = () => {
    const radios = new Set();
    return [...document.querySelectorAll(`${TARGETS}, [tabindex="0"]`)].filter((el) => {
      if (!el.checkVisibility({ visibilityProperty: true }) || el.disabled || el.tabIndex < 0) return false;
      if (el.type !== "radio") return true;
      const isFirst = !radios.has(el.name);
      radios.add(el.name);
      return isFirst;
    });
  };
  const isDrawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  // Begin before the first stop or, for Shift and Tab, after the last one; return the number of stops. They are counted
  // once the page is drawn in its size: on a phone, the menu folds then.
  const startWalk = async (isBackward) => {
    await isDrawn();
    const start = document.createElement("span");
    start.tabIndex = -1;
    if (isBackward) document.body.append(start);
    else document.body.prepend(start);
    start.focus();
    start.remove();
    return tabStops().length;
  };

  // The radius of the corners of an element in the window, where the drawing of the room can scale it.
  const radiusOf = (el, area) => {
    const radius = getComputedStyle(el).borderTopLeftRadius;
    return parseFloat(radius) * (radius.endsWith("%") ? area.width / 100 : area.width / (el.offsetWidth || area.width));
  };

  // The element with the focus: its number among the stops, and what is wrong with how it is shown.
  const step = async () => {
    await isDrawn();
    const el = document.activeElement;
    if (!el || el === document.body) return { number: -1, faults: [] };
    const number = tabStops().findIndex((stop) => stop === el || (el.type === "radio" && stop.type === "radio" && stop.name === el.name));
    const faults = [];
    const area = rectOf(el);
    const [left, right] = [Math.max(area.left, 0), Math.min(area.right, innerWidth)];
    const [top, bottom] = [Math.max(area.top, 0), Math.min(area.bottom, innerHeight)];
    const isTall = area.height > innerHeight * 0.5 || area.width > innerWidth || el.matches("textarea"); // its line with the caret is in view
    if (right - left < 1 || bottom - top < 1) faults.push("out of view");
    else {
      const isAt = ([x, y]) => {
        const found = document.elementFromPoint(x, y);
        return found && (el.contains(found) || found.contains(el) || (el.labels && [...el.labels].some((label) => label.contains(found))));
      };
      // Near the corners, but within the shape: those of a round control are outside it, where others may be.
      const round = (1 - Math.SQRT1_2) * Math.min(radiusOf(el, area), area.width / 2, area.height / 2);
      const [dx, dy] = [Math.min(4 + round, (right - left) / 3), Math.min(4 + round, (bottom - top) / 3)];
      const points = [[(left + right) / 2, (top + bottom) / 2], [left + dx, top + dy], [right - dx, top + dy], [left + dx, bottom - dy], [right - dx, bottom - dy]];
      const covered = points.filter((point) => !isAt(point)).length;
      if (covered === points.length) faults.push("covered");
      else if (covered && !isTall && getComputedStyle(el).display !== "inline") faults.push("partly covered");
      if (!isTall && (area.top < -1 || area.bottom > innerHeight + 1)) faults.push("partly out of view");
    }
    const style = getComputedStyle(el);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("no ring");
    else if (contrast(rgba(style.outlineColor), behind(el.parentElement)) < 3) faults.push("faint ring");
    return { number, name: nameOf(el), faults };
  };

  return { smallTargets, wideParts, cutTexts, faintParts, plainStates, movingParts, headings, startWalk, step };
})();
