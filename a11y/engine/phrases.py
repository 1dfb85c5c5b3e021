"""Phrases that say nothing about the thing they stand for, in the languages of many web sites.

All are in lower case, with nothing but their words (see :func:`a11y.engine.words.phrase`).
"""

from a11y.engine.words import stems


def _lines(text: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in text.replace("\n", ",").split(",")) - {""}


GENERIC_LINKS = _lines(
    """
    click, click here, here, press here, tap here, follow this link, this link, link, url, this,
    this page, this document, this article, this site, this website, more, more info,
    more information, more details, read more, read on, learn more, see more, see here, view more,
    find out more, show more, continue, continue reading, go, go here, details, full details,
    open, view, see, page, website, web page, download, download here,
    hier, hier klicken, klicken, klicken sie hier, klick, link, dieser link, diese seite, mehr,
    mehr infos, mehr informationen, mehr erfahren, mehr lesen, mehr dazu, weiter, weiterlesen,
    weitere informationen, weitere infos, lesen sie mehr, los, öffnen, ansehen, herunterladen,
    ici, cliquez ici, cliquer ici, lien, ce lien, cette page, plus, en savoir plus, lire plus,
    lire la suite, voir plus, suite, plus d'informations, plus d'infos, télécharger, voir,
    aquí, haga clic aquí, clic aquí, haz clic aquí, enlace, este enlace, más, más información,
    leer más, ver más, saber más, seguir leyendo, descargar, ver,
    qui, clicca qui, cliccare qui, collegamento, più, leggi tutto, leggi di più, per saperne di più,
    continua, continua a leggere, scopri di più, scarica, vai,
    klik hier, hier, lees meer, meer, meer informatie, meer lezen, verder lezen, lees verder, deze
    pagina, bekijk, downloaden,
    clique aqui, aqui, mais, mais informações, leia mais, saiba mais, ver mais, baixar,
    klikk her, her, les mer, mer, klik her, læs mere, mere, här, klicka här, läs mer, mera,
    tästä, klikkaa tästä, lue lisää, lisää,
    kliknij tutaj, tutaj, więcej, czytaj więcej, czytaj dalej, dowiedz się więcej, pobierz,
    zde, klikněte zde, více, více informací, číst dále, tu, kliknite sem, viac, čítať ďalej,
    ide kattintva, kattintson ide, itt, bővebben, tovább,
    aici, click aici, mai mult, citește mai mult, află mai mult,
    здесь, нажмите здесь, тут, подробнее, далее, читать далее, узнать больше, ещё, скачать,
    тук, повече, прочетете повече, тут, докладніше, далі, детальніше, читати далі,
    εδώ, κάντε κλικ εδώ, περισσότερα, διαβάστε περισσότερα, buraya tıklayın, daha fazla, devamı,
    こちら, ここをクリック, 詳細, 詳しくはこちら, もっと見る, 続きを読む,
    点击这里, 更多, 了解更多, 阅读更多, 详情, 點擊這裡, 了解更多, 閱讀更多, 더보기, 자세히 보기
    """
)
"""Names of links that do not say where they lead."""

FILE_FORMATS = _lines(
    """
    pdf, html, htm, epub, mobi, kindle, txt, text, plain text, doc, docx, word, odt, rtf, xls,
    xlsx, excel, ods, csv, xml, json, ppt, pptx, mp, ogg, zip, tar, tar gz, gz, ps, postscript,
    rss, atom, svg, png, jpg, jpeg
    """
)
"""Names of links that say only what kind of file comes."""

TITLE_PLACEHOLDERS = _lines(
    """
    untitled, untitled document, untitled page, no title, title, page title, document,
    new document, new page, page, web page, webpage, homepage title, my page, enter the title of
    your html document here, this is the title, insert title here, your title here, title here,
    react app, vite app, vite react, vue app, create next app, sveltekit app, angular app, nuxt app,
    unbenannt, unbenanntes dokument, ohne titel, kein titel, neue seite, neues dokument, titel,
    sans titre, document sans titre, nouvelle page, sin título, documento sin título,
    página nueva, senza titolo, documento senza titolo, nuova pagina, sem título, naamloos,
    naamloos document, nieuwe pagina, namnlös, uten navn, uden titel, nimetön, bez tytułu,
    bez názvu, névtelen, без названия, без имени, новая страница, 無題, 无标题, 제목 없음
    """
)
"""Titles and headings that a program wrote and nobody replaced."""

HEADING_PLACEHOLDERS = _lines(
    """
    heading, headline, heading here, your heading here, your heading, add your heading text here,
    section title, section heading, insert heading here, new heading, subheading, lorem ipsum,
    lorem ipsum dolor sit amet, überschrift, überschrift hier einfügen, zwischenüberschrift,
    titre de la section, votre titre ici, encabezado, intestazione, koptekst, rubrik, overskrift,
    nagłówek, nadpis, заголовок, your text here, text here, add text here
    """
)
"""Headings that hold the place of one."""

STRUCTURAL_HEADINGS = _lines(
    """
    example, examples, introduction, overview, summary, contents, contact, contacts, notes,
    note, references, resources, syntax, description, details, features, about, abstract,
    background, conclusion, comments, search, navigation, menu, members, functions, parameters,
    options, author, authors, license, copyright, history, usage, synopsis, footnotes, keywords,
    beispiel, beispiele, einleitung, einführung, übersicht, überblick, zusammenfassung, inhalt,
    kontakt, hinweise, hinweis, quellen, literatur, beschreibung, merkmale, fazit, kommentare,
    suche, navigation, exemple, exemples, présentation, résumé, sommaire, contenu, remarques,
    références, ressources, détails, commentaires, recherche, ejemplo, ejemplos, introducción,
    resumen, contenido, contacto, notas, referencias, recursos, descripción, detalles, búsqueda,
    esempio, esempi, introduzione, riassunto, contenuti, contatti, note, riferimenti, risorse,
    descrizione, dettagli, voorbeeld, voorbeelden, inleiding, overzicht, samenvatting, inhoud
    """
)
"""Headings that say what a section is for; its text has no reason to repeat them."""

FORMAL_LABELS = _lines(
    """
    menu, menü, menú, label, field, text field, form field, input, input field, text, text input,
    text box, textbox, textfield, enter text, enter text here, enter value, value, type here, edit,
    button, box, form, feld, textfeld, eingabe, eingabefeld, beschriftung, champ, libellé,
    zone de texte, saisie, campo, campo de texto, etiqueta, entrada, casella di testo, veld,
    invoer, invoerveld, tekstveld, fält, felt, pole, поле, label text
    """
)
"""Labels that name the kind of thing a field is, not what goes into it."""

GO_LABELS = _lines(
    """
    go, ok, okay, submit, send, enter, los, senden, absenden, envoyer, valider, enviar, invia,
    vai, verzenden, ir, skicka, wyślij, odeslat, отправить
    """
)
"""What buttons say that set off whatever a form does."""

GENERIC_ALTERNATIVES = _lines(
    """
    image, img, picture, pic, photo, photograph, graphic, graphics, icon, illustration, drawing,
    figure, artwork, thumbnail, thumb, screenshot, untitled, image of, picture of, photo of,
    alt, alt text, alternative text, alttext, image alt, image description, description, spacer,
    placeholder, placeholder image, blank, empty, null, undefined, none, no alt, image placeholder,
    default image, no image, no description, todo, tbd, insert alt text here, an image, a picture,
    a photo, photo image,
    bild, foto, grafik, abbildung, symbol, platzhalter, bildbeschreibung, alternativtext, leer,
    photographie, illustration, graphique, icône, texte alternatif,
    imagen, gráfico, ilustración, icono, texto alternativo, fotografía,
    immagine, icona, illustrazione, testo alternativo, afbeelding, plaatje, grafiek, pictogram,
    imagem, ícone, figura, bilde, billede, ikon, kuva, kép, obraz, obrázek, obrázok, zdjęcie,
    ikona, изображение, картинка, фото, рисунок, 画像, 写真, 图片, 图像, 圖片, 이미지, 사진
    """
)
"""Alternatives that say only that there is an image, or that somebody forgot to write one."""

ADVERTISING = _lines(
    """
    ad, ads, advert, advertisement, advertising, sponsored, promotion, banner, banner ad,
    third party ad content, anzeige, werbung, publicité, annonce, publicidad, anuncio, pubblicità,
    advertentie, reclame, publicidade, annons, reklame, reklama, реклама, mainos
    """
)
"""Names that fit whatever comes."""

NEW_WINDOW_WORDS = stems(
    """
    window tab external extern fenster reiter fenêtre onglet externe ventana pestaña externo
    finestra scheda esterno venster tabblad janela aba fönster flik vindu fane vindue okno karta
    окно вкладка
    """.split()
)
"""How words begin that warn of another window, or of another site."""
